using Consent.Core.Registry;
using Consent.Core.Texts;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Texts;

/// <summary>Says what a text would be taken for, without recording anything.</summary>
internal sealed class ClassifyTextHandler(FreshnessGate gate)
{
    public async Task<ClassifyTextResponse> ClassifyAsync(ClassifyTextRequest request, ServerCallContext context)
    {
        var why = TextClassifier.Explain(request.Body, await KeywordsAsync(request, context));
        var start = CodePoints(request.Body.AsSpan(0, why.Start));
        return new ClassifyTextResponse
        {
            Kind = why.Text.Kind.ToWire(),
            Matched = why.Text.Matched,
            RuleSet = TextClassifier.RuleSet,
            MatchedStart = start,
            MatchedLength = CodePoints(request.Body.AsSpan(0, why.Start + why.Length)) - start,
            TakenBackBy = why.TakenBackBy,
            OfAllNumbers = why.Text.OfAllNumbers,
        };
    }

    // As clients of any language can count.
    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    // The defaults are the same everywhere; an account's are what the roster knows.
    private async ValueTask<CompiledKeywords> KeywordsAsync(ClassifyTextRequest request, ServerCallContext context)
    {
        if (request.AccountId.Length == 0)
        {
            return CompiledAccount.KeywordsOfNone;
        }

        var reader = new RequestReader(default);
        var account = reader.Account("account_id", request.AccountId);
        reader.ThrowIfInvalid();
        var roster = await gate.RosterAsync(context);
        return roster.Registry.FindAccount(account)?.Keywords ?? throw ConsentErrors.AccountNotFound("account_id");
    }
}
