using Consent.V1;

namespace Consent.Grpc.Wire;

/// <summary>
/// The enumerations that both the contract and the core have, with the same names and numbers (a test compares them). Requests
/// are read by <see cref="RequestReader.Known"/>, which refuses a number that the core does not define.
/// </summary>
internal static class WireEnums
{
    public static Core.Records.Channel Channel(this ref RequestReader reader, Channel channel) =>
        reader.Known<Channel, Core.Records.Channel>("channel", channel);

    public static Core.Records.MessagePurpose Purpose(this ref RequestReader reader, MessagePurpose purpose) =>
        reader.Known<MessagePurpose, Core.Records.MessagePurpose>("purpose", purpose);

    public static Core.Records.ConsentSource Source(this ref RequestReader reader, ConsentSource source) =>
        reader.Known<ConsentSource, Core.Records.ConsentSource>("source", source);

    public static Core.Records.ConsentState State(this ref RequestReader reader, ConsentState state) =>
        reader.Known<ConsentState, Core.Records.ConsentState>("state", state);

    public static Core.Records.ReviewState ReviewState(this ref RequestReader reader, ReviewState state) =>
        reader.Known<ReviewState, Core.Records.ReviewState>("state", state);

    public static Core.Records.ReviewVerdict Verdict(this ref RequestReader reader, ReviewVerdict verdict) =>
        reader.Known<ReviewVerdict, Core.Records.ReviewVerdict>("verdict", verdict);

    /// <summary>Of a request that is not refused yet: it may be no value of the core's.</summary>
    public static Core.Records.Channel ToCore(this Channel channel) => (Core.Records.Channel)channel;

    /// <inheritdoc cref="ToCore(Channel)"/>
    public static Core.Records.MessagePurpose ToCore(this MessagePurpose purpose) => (Core.Records.MessagePurpose)purpose;

    /// <inheritdoc cref="ToCore(Channel)"/>
    public static Core.Records.ResubscribePolicy ToCore(this ResubscribePolicy policy) => (Core.Records.ResubscribePolicy)policy;

    /// <inheritdoc cref="ToCore(Channel)"/>
    public static Core.Texts.KeywordMatching ToCore(this KeywordMatching matching) => (Core.Texts.KeywordMatching)matching;

    /// <inheritdoc cref="ToCore(Channel)"/>
    public static Core.Records.PossibleOptOutPolicy ToCore(this PossibleOptOutPolicy policy) =>
        (Core.Records.PossibleOptOutPolicy)policy;

    /// <inheritdoc cref="ToCore(Channel)"/>
    public static Core.Registry.SenderKind ToCore(this SenderKind kind) => (Core.Registry.SenderKind)kind;

    public static Decision ToWire(this Core.Records.Decision decision) => (Decision)decision;

    public static DecisionReason ToWire(this Core.Records.DecisionReason reason) => (DecisionReason)reason;

    public static MessagePurpose ToWire(this Core.Records.MessagePurpose purpose) => (MessagePurpose)purpose;

    public static ConsentState ToWire(this Core.Records.ConsentState state) => (ConsentState)state;

    public static ConsentSource ToWire(this Core.Records.ConsentSource source) => (ConsentSource)source;

    public static InboundKind ToWire(this Core.Texts.InboundKind kind) => (InboundKind)kind;

    public static ResubscribePolicy ToWire(this Core.Records.ResubscribePolicy policy) => (ResubscribePolicy)policy;

    public static KeywordMatching ToWire(this Core.Texts.KeywordMatching matching) => (KeywordMatching)matching;

    public static PossibleOptOutPolicy ToWire(this Core.Records.PossibleOptOutPolicy policy) => (PossibleOptOutPolicy)policy;

    public static ReviewState ToWire(this Core.Records.ReviewState state) => (ReviewState)state;

    public static ReviewVerdict ToWire(this Core.Records.ReviewVerdict verdict) => (ReviewVerdict)verdict;

    public static SenderKind ToWire(this Core.Registry.SenderKind kind) => (SenderKind)kind;
}
