using System.Runtime.InteropServices;

namespace Consent.Fuzz.Runs;

/// <summary>How long this thread has had a processor: what else runs on the machine does not count.</summary>
internal static class ThreadTime
{
    private const int ThreadCpuTime = 3;

    public static TimeSpan Now
    {
        get
        {
            if (ReadClock(ThreadCpuTime, out var time) != 0)
            {
                throw new PlatformNotSupportedException("The processor's time of a thread is read on 64-bit Linux only.");
            }

            return TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick));
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
