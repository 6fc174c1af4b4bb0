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
    }

    private bool TryMerge(SenderNumber number, List<string> older)
    {
        string[] keys = [StateKey.Of(number).ToString(), .. older.Select(each => StateKey.SenderPrefix + each)];
        var states = database.Read(SenderGrainState.Name, keys);
        var registered = keys.Where(states.ContainsKey).Select(key => states[key]).Where(state => state.LastPosition is not null).ToList();
        if (registered.Count == 0)
        {
            // Nothing but rows that no state made.
            return true;
        }

        var senders = registered.ConvertAll(Read);
        var after = SenderGrainState.From(SenderMerge.Of(senders), database.Now, RecordMerge.Actor);
        var row = new StateRow(
            SenderGrainState.Name,
            StateKey.Of(number),
            registered[0].ServiceId,
            after.Sender!.Revision,
            states.GetValueOrDefault(keys[0])?.Version,
            JsonSerializer.SerializeToUtf8Bytes(after, ConsentJson.Default.SenderGrainState));
        if (!database.WriteSender(number.ToString(), row, older))
        {
            return false;
        }

        if (!SenderMerge.Agree(senders))
        {
            Log.SendersDisagree(logger, after.Sender.Account, after.Sender.Kind);
        }

        return true;
    }

    private static Sender Read(SpelledState state) =>
        JsonSerializer.Deserialize(state.Payload, ConsentJson.Default.SenderGrainState)!.Sender!;
}
