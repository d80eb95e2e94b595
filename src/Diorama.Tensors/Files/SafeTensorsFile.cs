using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Tensors.Native;

namespace Diorama.Tensors.Files;

/// <summary>
/// A safetensors file (Hugging Face's format: header length, JSON header, elements) mapped to memory: opening it reads only the header, and
/// the elements of a tensor are read from disk when they are first used. Tensors may be written to, which changes neither the file nor the
/// tensors of another instance. Tensors stay valid after this object is disposed; the file must not be truncated meanwhile (replacing it by
/// a rename is safe).
/// </summary>
public sealed unsafe class SafeTensorsFile : IDisposable {
    private readonly MemoryMappedViewAccessor? view;
    private readonly byte* data;
    private bool disposed;

    public string Path { get; }

    /// <summary>Metadata in the file's header; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Descriptions of all tensors, in the order of their elements in the file.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries { get; }

    /// <summary>Maps a file to memory. Throws <see cref="BadInputException"/> if the file breaks the rules of the format.</summary>
    public SafeTensorsFile(string path) {
        Path = path;
        try {
            using var stream = new FileStream(RegularFile.At(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var layout = SafeTensorsLayout.Of(path, stream);
            (Entries, Metadata) = SafeTensorsHeader.Of(layout);
            if (stream.Length == layout.DataStart) return;
            // Copy on write: what a training step does to a tensor must not change the file.
            using var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None,
                leaveOpen: true);
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.CopyOnWrite);
            data = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset + layout.DataStart;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileException.Reading(path, e)}", e);
        }
    }

    public bool Contains(string name) => Entries.Any(e => e.Name == name);

    /// <summary>Tensor over the mapped elements. Throws <see cref="BadInputException"/> for a name that the file does not have.</summary>
    public Tensor this[string name] => Read(Entries.FirstOrDefault(e => e.Name == name) ??
        throw new BadInputException($"{Path} has no tensor '{name}': {NearestNames.Sentence(name, Entries.Select(e => e.Name))}."));

    /// <summary>Returns a tensor over the mapped elements.</summary>
    public Tensor Read(SafeTensorsEntry entry) {
        ArgumentNullException.ThrowIfNull(entry);
        ObjectDisposedException.ThrowIf(disposed, this);
        if (entry.Bytes == 0) return Tensor.Empty(entry.Shape, entry.DType);
        var map = view!.SafeMemoryMappedViewHandle;
        byte* first = data + entry.Offset;
        // Some programs write elements at addresses that are not aligned for their type: these are copied.
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
            nint made = TensorShim.tensors_from_blob(place, sizes, entry.Shape.Length, (int)entry.DType, aligned ? &Unmap : &Free, owner);
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

    /// <summary>Ends the reading of tensors. The memory map itself is released with the last tensor over it.</summary>
    public void Dispose() {
        disposed = true;
        view?.Dispose();
    }
}
