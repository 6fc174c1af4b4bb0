namespace Consent.Roster.Tests.Simulation;

/// <summary>Everything that could go one way or another, decided by a seed: SplitMix64.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    public long Between(long from, long to) => from + (long)(Next() % (ulong)(to - from + 1));

    public bool Of(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
