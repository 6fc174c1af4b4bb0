using System.Diagnostics;

namespace Consent.Silo.Logging;

/// <summary>Takes numbers and secrets out of the activities of Orleans, whatever records them: their tags have the keys of grains.</summary>
/// <remarks>
/// Listeners are told of an activity's end in the order in which they were added: this one must come before what exports. It asks
/// for no activity itself.
/// </remarks>
internal sealed class TraceRedaction : IDisposable
{
    private const string Orleans = "Microsoft.Orleans";

    private readonly Redaction _redaction;
    private readonly ActivityListener _listener;

    public TraceRedaction(Redaction redaction)
    {
        _redaction = redaction;
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith(Orleans, StringComparison.Ordinal),
            ActivityStopped = Redact,
            ExceptionRecorder = Redact,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private void Redact(Activity activity)
    {
        foreach (var (key, value) in activity.TagObjects.ToList())
        {
            if (value?.ToString() is { } text && _redaction.Redact(text) is var shown && shown != text)
            {
                activity.SetTag(key, shown);
            }
        }

        activity.DisplayName = _redaction.Redact(activity.DisplayName);
        if (activity.StatusDescription is { } description)
        {
            activity.SetStatus(activity.Status, _redaction.Redact(description));
        }
    }

    // An event cannot be changed later.
    private void Redact(Activity activity, Exception exception, ref TagList tags)
    {
        tags.Add("exception.message", _redaction.Redact(exception.Message));
        tags.Add("exception.stacktrace", _redaction.Redact(exception.ToString()));
    }
}
