using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Tensors.Native;

namespace Diorama.Tensors.Files;

/// <summary>
/// A safetensors file (Hugging Face's format: header length, JSON header, elements) mapped to memory: opening it reads the header alone,
/// and a tensor's elements are read from disk when they are first used. Tensors may be written to, which changes neither the file nor
/// tensors of another opening. They stay valid after this object is disposed; the file must not be cut short meanwhile (replacing it by a
/// rename is fine).
/// </summary>
public sealed unsafe class SafeTensorsFile : IDisposable {
    private readonly MemoryMappedViewAccessor? view;
    private readonly byte* data;
    private bool disposed;

    public string Path { get; }

    /// <summary>What the file says about itself; empty where it says nothing.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>All tensors, in the order of their elements in the file.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>Maps a file. One that breaks the format's rules is a <see cref="BadInputException"/>.</summary>
    public SafeTensorsFile(string path) {
        Path = path;
        try {
            using var stream = new FileStream(RegularFile.At(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var layout = SafeTensorsLayout.Of(path, stream);
            (Entries, Metadata) = SafeTensorsHeader.Of(layout);
            if (stream.Length == layout.DataStart) return;
            // Copy on write: what a training step does to a tensor is no business of the file's.
            using var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None,
                leaveOpen: true);
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite);
            data = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset + layout.DataStart;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileTrouble.Reading(path, e)}", e);
        }
    }

    public bool Contains(string name) => Entries.Any(e => e.Name == name);

    /// <summary>A tensor over the mapped elements. A name that the file does not have is a <see cref="BadInputException"/>.</summary>
    public Tensor this[string name] => Read(Entries.FirstOrDefault(e => e.Name == name) ??
        throw new BadInputException($"{Path} has no tensor '{name}': {NearestNames.Sentence(name, Entries.Select(e => e.Name))}."));

    /// <summary>A tensor over the mapped elements.</summary>
    public Tensor Read(SafeTensorsEntry entry) {
        ArgumentNullException.ThrowIfNull(entry);
        ObjectDisposedException.ThrowIf(disposed, this);
        if (entry.Bytes == 0) return Tensor.Empty(entry.Shape, entry.DType);
        var map = view!.SafeMemoryMappedViewHandle;
        byte* first = data + entry.Offset;
        // Other writers than the usual one may leave elements where the processor does not like them.
        bool aligned = (nint)first % Math.Min(entry.DType.Size(), 8) == 0;
        byte* place = first;
        nint owner;
        if (aligned) {
            bool counted = false;
            map.DangerousAddRef(ref counted);
            owner = GCHandle.ToIntPtr(GCHandle.Alloc(map));
        } else {
            place = (byte*)NativeMemory.Alloc((nuint)entry.Bytes);
            Buffer.MemoryCopy(first, place, entry.Bytes, entry.Bytes);
            owner = (nint)place;
        }
        fixed (long* sizes = entry.Shape) {
            nint made = TensorShim.tensors_lend(place, sizes, entry.Shape.Length, (int)entry.DType, aligned ? &Unmap : &Free, owner);
            return new Tensor(TensorShim.Check(made));
        }
    }

    [UnmanagedCallersOnly]
    private static void Unmap(nint owner) {
        var handle = GCHandle.FromIntPtr(owner);
        ((SafeHandle)handle.Target!).DangerousRelease();
        handle.Free();
    }

    [UnmanagedCallersOnly]
    private static void Free(nint block) => NativeMemory.Free((void*)block);

    /// <summary>Ends the reading of tensors. The map itself goes with the last tensor over it.</summary>
    public void Dispose() {
        disposed = true;
        view?.Dispose();
    }
}
