using Diorama.Core.Files;
using Diorama.Tensors.Native;
using Diorama.Tensors.Operators;

namespace Diorama.Tensors.Files;

/// <summary>Writes safetensors files, byte for byte as the format's own library does; <see cref="SafeTensorsFile"/> reads them.</summary>
public static unsafe class SafeTensors {
    private const int Chunk = 1 << 26;

    /// <summary>
    /// Writes tensors from any device. Names must be unique; their order does not matter. The file is written completely or not at all, and
    /// the same input gives the same bytes.
    /// </summary>
    public static void Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors,
        IReadOnlyDictionary<string, string>? metadata = null) {
        var list = tensors.ToArray();
        var (front, order) = SafeTensorsHeader.Write(list, metadata);
        AtomicFile.WriteStream(path, stream => {
            stream.Write(front);
            foreach (int i in order) WriteElements(stream, list[i].Tensor);
        });
    }

    private static void WriteElements(Stream stream, Tensor tensor) {
        using var scope = new TensorScope();
        // libtorch may only have noted a conjugation or a negation without computing it yet.
        var row = Aten.ResolveNeg.Call(Aten.ResolveConj.Call(tensor.Detach().To(Device.Cpu))).Contiguous();
        nint borrowed = row.Borrow(), data;
        try {
            TensorShim.Check(TensorShim.tensors_data(borrowed, &data));
            long left = row.Numel * row.DType.Size();
            for (byte* next = (byte*)data; left > 0; next += Chunk, left -= Chunk)
                stream.Write(new ReadOnlySpan<byte>(next, (int)Math.Min(left, Chunk)));
        } finally {
            row.Return();
        }
    }
}
