using System.Globalization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Checks;

/// <summary>Says everything that is wrong with what SelectSender is asked.</summary>
internal static class SelectionRefusal
{
    public static RpcException Of(SelectSenderRequest request)
    {
        var reader = new RequestReader(default);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        CheckScope(reader, request);
        reader.Known("channel", request.Channel);
        reader.Known("purpose", request.Purpose);
        if (SendRules.IsReply((Core.Records.MessagePurpose)request.Purpose))
        {
            reader.Add("purpose", ErrorReason.PurposeNotAccepted,
                "purpose cannot be a reply: replies are let out one by one, by CheckSend or StreamCheckSend.");
        }

        var preferred = ReadPreferred(reader, request.PreferredSenderNumber, customer);
        if (request.SenderNumbers.Count is > 0 and <= SelectionQuery.MaxCandidates)
        {
            CheckCandidates(reader, request, customer, preferred);
        }

        return reader.Refusal();
    }

    private static void CheckScope(RequestReader reader, SelectSenderRequest request)
    {
        if (request.SenderNumbers.Count > SelectionQuery.MaxCandidates)
        {
            reader.Add(Violation.TooMany("sender_numbers", SelectionQuery.MaxCandidates));
        }

        if (request.AccountId.Length > 0)
        {
            reader.Account("account_id", request.AccountId);
            if (request.SenderNumbers.Count > 0)
            {
                reader.Add("account_id", ErrorReason.ScopeAmbiguous, "account_id and sender_numbers exclude each other.");
            }
        }
        else if (request.SenderNumbers.Count == 0)
        {
            reader.Add("account_id", ErrorReason.ScopeRequired, "One of account_id and sender_numbers is required.");
        }
    }

    private static SenderNumber ReadPreferred(RequestReader reader, string text, PhoneNumber customer)
    {
        if (text.Length == 0)
        {
            return default;
        }

        var preferred = reader.Sender("preferred_sender_number", text);
        CheckDiffers(reader, "preferred_sender_number", preferred, customer);
        return preferred;
    }

    private static void CheckCandidates(
        RequestReader reader, SelectSenderRequest request, PhoneNumber customer, SenderNumber preferred)
    {
        var isPreferredThere = preferred == default;
        for (var index = 0; index < request.SenderNumbers.Count; index++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"sender_numbers[{index}]");
            if (!SenderNumber.TryParse(request.SenderNumbers[index], out var candidate))
            {
                reader.Add(field, ErrorReason.NumberInvalid, $"{field} is no sender number.");
            }

            CheckDiffers(reader, field, candidate, customer);
            isPreferredThere |= candidate == preferred;
        }

        if (!isPreferredThere)
        {
            reader.Add("preferred_sender_number", ErrorReason.PreferredNotCandidate, "preferred_sender_number is none of sender_numbers.");
        }
    }

    private static void CheckDiffers(RequestReader reader, string field, SenderNumber sender, PhoneNumber customer)
    {
        if (customer != default && sender.Is(customer))
        {
            reader.Add(field, ErrorReason.SenderIsCustomer, $"{field} and customer_number are the same.");
        }
    }
}
