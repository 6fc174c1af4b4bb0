using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Consent.Load.Pacing;

/// <summary>Waits to within some ten microseconds without keeping a core busy; a timer of .NET's is a millisecond off.</summary>
internal static partial class Nap
{
    private const int SetTimerSlack = 29;
    private const int NanosecondsInASecond = 1_000_000_000;

    /// <summary>To be called once by the thread that naps: Linux lets it sleep 50 microseconds too long otherwise.</summary>
    public static void Prepare()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Control(SetTimerSlack, 1_000, 0, 0, 0);
        }
    }

    /// <param name="until">A timestamp of <see cref="Stopwatch"/>.</param>
    public static void Until(long until)
    {
        for (var left = until - Stopwatch.GetTimestamp(); left > 0; left = until - Stopwatch.GetTimestamp())
        {
            if (OperatingSystem.IsLinux())
            {
                var nanoseconds = (long)((double)left / Stopwatch.Frequency * NanosecondsInASecond);
                var time = new TimeSpec { Seconds = (nint)(nanoseconds / NanosecondsInASecond), Nanoseconds = (nint)(nanoseconds % NanosecondsInASecond) };
                _ = Sleep(in time, 0);
            }
            else
            {
                Thread.Yield();
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int Sleep(in TimeSpec time, nint remaining);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
