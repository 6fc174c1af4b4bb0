using Google.Protobuf;
using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>A stream's items. An item that cannot be read ends the stream with a refusal.</summary>
internal sealed class ReadableItems<T>(IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
{
    // What gRPC says of a length that is no int.
    private const string LengthOverflow = "Message too large";

    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.MoveNext(cancellationToken);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException)
        {
            throw ConsentErrors.MessageUndecodable();
        }
        catch (IOException e) when (e.Message.StartsWith(LengthOverflow, StringComparison.Ordinal))
        {
            throw ConsentErrors.MessageTooLarge();
        }
        catch (Exception e) when (Connection.IsGone(e))
        {
            throw ConsentErrors.Cancelled();
        }
    }
}
