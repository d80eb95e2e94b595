using System.Runtime.CompilerServices;
using Diorama.Tensors;

// libtorch's random numbers are one stream for the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Diorama.Learning.Tests;

internal static class Threads {
    [ModuleInitializer]
    internal static void One() => Torch.Threads = 1;
}
