using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Json;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Storage.Numbers;

/// <summary>Makes one sender of those that are registered under several spellings of one number.</summary>
internal sealed class MergeSenders(NumberPlanDatabase database, ILogger logger)
{
    public void Run()
    {
        var older = database.SenderNumbers()
            .Select(number => (Number: number, Canonical: SenderNumber.Parse(number)))
            .Where(sender => sender.Number != sender.Canonical.ToString())
            .ToLookup(sender => sender.Canonical, sender => sender.Number);
        foreach (var sender in older)
        {
            // Another server may change the canonical one meanwhile: then it is read again.
            while (!TryMerge(sender.Key, [.. sender]))
            {
            }
        }

        RespellImports();
    }

    private void RespellImports()
    {
        foreach (var scope in database.ImportScopes())
        {
            var canonical = $"{RecordKey.NumberPrefix}{SenderNumber.Parse(scope[RecordKey.NumberPrefix.Length..])}";
            if (canonical != scope)
            {
                database.RespellImports(scope, canonical);
            }
        }
    }

    private bool TryMerge(SenderNumber number, List<string> spellings)
    {
        var key = StateKey.Of(number);
        var keys = spellings.ConvertAll(spelling => StateKey.SenderPrefix + spelling);
        var states = database.Read(SenderGrainState.Name, [key.ToString(), .. keys]);
        var older = keys.Where(states.ContainsKey).Select(each => states[each]).ToList();
        if (older.Count == 0)
        {
            // Nothing but rows that no state made.
            return true;
        }

        var known = states.GetValueOrDefault(key.ToString());
        var canonical = known?.LastPosition is null ? null : Read(known);
        var senders = older.ConvertAll(Read);
        var after = SenderGrainState.From(SenderMerge.Of(canonical, senders), database.Now, RecordMerge.Actor);
        var row = new StateRow(
            SenderGrainState.Name,
            key,
            older[0].ServiceId,
            after.Sender!.Revision,
            known?.Version,
            JsonSerializer.SerializeToUtf8Bytes(after, ConsentJson.Default.SenderGrainState));
        if (!database.WriteSender(number.ToString(), row, spellings))
        {
            return false;
        }

        if (!senders.Append(canonical ?? senders[0]).All(sender => SenderMerge.Agree(after.Sender, sender)))
        {
            Log.SendersDisagree(logger, after.Sender.Account, after.Sender.Kind);
        }

        return true;
    }

    private static Sender Read(SpelledState state) =>
        JsonSerializer.Deserialize(state.Payload, ConsentJson.Default.SenderGrainState)!.Sender!;
}
