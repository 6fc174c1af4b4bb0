namespace Consent.Core.Texts.Sentences;

/// <summary>Two words that are one to the rules: <c>do not</c>, <c>opt out</c>, <c>phone number</c>.</summary>
internal static class WordPairs
{
    internal static bool TryJoin(Word first, Word second, out Word joined)
    {
        joined = (first, second) switch
        {
            (Word.Do or Word.Don, Word.Not or Word.T) => Word.Dont,
            (Word.Does, Word.Not) => Word.Doesnt,
            (Word.Did, Word.Not) => Word.Didnt,
            (Word.Modal, Word.Not) => Word.Cant,
            (Word.No, Word.More) => Word.NoMore,
            (Word.No, Word.Longer) => Word.NoLonger,
            (Word.Any, Word.More) => Word.Anymore,
            (Word.Thank, Word.You) => Word.Courtesy,
            (Word.I, Word.Said) => Word.ISaid,
            (Word.Opt, Word.Out) => Word.OptOut,
            (Word.Opted, Word.Out) => Word.OptedOut,
            (Word.Opt, Word.In) => Word.OptIn,
            (Word.For, Word.Good) => Word.Anymore,
            (Word.At, Word.Once) => Word.Now,
            (Word.Right, Word.Now or Word.Away) => Word.Now,
            (Word.Take, Word.Off) => Word.TakeOff,
            (Word.Taken, Word.Off) => Word.Removed,
            (Word.Turn or Word.Shut, Word.Off) => Word.Disable,
            (Word.Un, Word.Subscribe) => Word.Unsubscribe,
            (Word.Text, Word.Text) => Word.Text,
            (Word.Text or Word.Sms or Word.Spam, Word.Messages or Word.Mailings or Word.Calls) => Word.Messages,
            (Word.Text or Word.Sms or Word.Spam or Word.Messages or Word.Mailings or Word.Number, Word.List) => Word.List,
            (Word.Kin, Word.Kin) => Word.Kin,
            (Word.Number, Word.Number) => Word.Number,
            (Word.Digits, Word.Digits) => Word.Digits,
            _ => Word.Other,
        };
        return joined != Word.Other || (first == Word.Noun && second == Word.Stop);
    }
}
