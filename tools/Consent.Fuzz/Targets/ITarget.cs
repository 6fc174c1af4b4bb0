using Consent.Fuzz.Runs;
using CsCheck;

namespace Consent.Fuzz.Targets;

/// <summary>Something that reads what strangers send.</summary>
internal interface ITarget
{
    string Name { get; }

    /// <summary>Gets how many of a thousand inputs it gets.</summary>
    int Share { get; }

    /// <summary>Makes the input of that number: the same for the same seed.</summary>
    IInput Make(ulong seed, int number);
}

/// <summary>One input of a target.</summary>
internal interface IInput
{
    /// <summary>Gets its size: a large one may take longer.</summary>
    int Bytes { get; }

    /// <summary>Reads it as the server would.</summary>
    /// <returns>The processor's time that it took; null where other threads had a part in it.</returns>
    /// <exception cref="Exception">A fault: whatever refuses an input does so without one.</exception>
    TimeSpan? Read();

    /// <summary>The input in characters that a terminal shows.</summary>
    string Show();
}

/// <summary>Reads inputs on the calling thread.</summary>
internal sealed class Target<T>(string name, int share, Gen<T> inputs, Func<T, int> bytes, Action<T> read, Func<T, string> show) : ITarget
{
    public string Name => name;

    public int Share => share;

    public IInput Make(ulong seed, int number) => new Input(this, inputs.Generate(new PCG((uint)number, seed), null, out _));

    private sealed class Input(Target<T> target, T value) : IInput
    {
        public int Bytes => target.BytesOf(value);

        public TimeSpan? Read()
        {
            var start = ThreadTime.Now;
            target.ReadOne(value);
            return ThreadTime.Now - start;
        }

        public string Show() => target.ShowOne(value);
    }

    private int BytesOf(T value) => bytes(value);

    private void ReadOne(T value) => read(value);

    private string ShowOne(T value) => show(value);
}

/// <summary>A target found a result that contradicts another.</summary>
internal sealed class ContradictionException(string message) : Exception(message);
