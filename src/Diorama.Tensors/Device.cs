using System.Globalization;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

/// <summary>The device that holds a tensor's elements: <see cref="Cpu"/>, <see cref="Cuda"/>(0), …</summary>
public readonly record struct Device {
    private const int CpuType = 0, CudaType = 1;

    // Index + 1, so that the default value of the struct is the processor.
    private readonly int place;

    private Device(int type, int index) => (Type, place) = (type, index + 1);

    /// <summary>Kind of device, as libtorch's <c>DeviceType</c> numbers it.</summary>
    public int Type { get; }

    /// <summary>Number of the device among those of its kind; −1 is the current one.</summary>
    public int Index => place - 1;

    public static Device Cpu => default;

    public static Device Cuda(int index = 0) => new(CudaType, index);

    /// <summary>The first CUDA device if there is one, otherwise the processor.</summary>
    public static Device Best => CudaCount > 0 ? Cuda() : Cpu;

    public static int CudaCount => (int)TensorShim.Check(TensorShim.tensors_devices(CudaType));

    public bool IsCuda => Type == CudaType;

    internal long Code => Type * 256L + place;

    internal static Device FromCode(long code) => new((int)(code >> 8), (int)(code & 255) - 1);

    /// <summary>Parses <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>; throws <see cref="FormatException"/> for anything else.</summary>
    public static Device Parse(string text) {
        ArgumentNullException.ThrowIfNull(text);
        return text switch {
            "cpu" => Cpu,
            "cuda" => Cuda(),
            _ when text.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int index) => Cuda(index),
            _ => throw new FormatException($"'{text}' is no device: cpu, cuda or cuda:N was expected."),
        };
    }

    public override string ToString() =>
        (Type switch { CpuType => "cpu", CudaType => "cuda", _ => $"device{Type}" }) + (Index >= 0 ? $":{Index}" : "");
}
