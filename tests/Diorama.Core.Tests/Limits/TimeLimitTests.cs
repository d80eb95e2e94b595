using System.Runtime.InteropServices;

namespace Diorama.Core.Tests.Limits;

/// <summary>
/// Shows that ./test ends and names what never returns from native code, where nothing of .NET can interrupt it:
/// <c>DIORAMA_TEST_HANG=1 DIORAMA_TEST_TIMEOUT=20s ./test --filter FullyQualifiedName~TimeLimitTests</c>.
/// </summary>
public sealed partial class TimeLimitTests {
    private sealed class HangFactAttribute : FactAttribute {
        public HangFactAttribute() {
            if (Environment.GetEnvironmentVariable("DIORAMA_TEST_HANG") != "1") Skip = "hangs; DIORAMA_TEST_HANG=1 asks for it";
        }
    }

    [HangFact]
    public void LoopInNativeCode_IsEndedByTheTimeLimit() {
        Spin.Init(out int spinLock, 0);
        Assert.Equal(0, Spin.Lock(ref spinLock));
        // The second time it spins until someone else unlocks it; the thread cannot be stopped for the garbage collector either.
        _ = Spin.Lock(ref spinLock);
    }

    [Fact]
    public void TestsBesideIt_AreCounted() => Assert.Equal(4, Marshal.SizeOf<int>());

    private static partial class Spin {
        [LibraryImport("libc", EntryPoint = "pthread_spin_init")]
        public static partial int Init(out int spinLock, int shared);

        [SuppressGCTransition, LibraryImport("libc", EntryPoint = "pthread_spin_lock")]
        public static partial int Lock(ref int spinLock);
    }
}
