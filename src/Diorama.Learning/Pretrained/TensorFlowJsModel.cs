using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Learning.Pretrained;

/// <summary>An operation of a TensorFlow graph.</summary>
/// <param name="Name">Name, which no other node has.</param>
/// <param name="Operator">Name of the operator in TensorFlow's raw_ops: Conv2D, MaxPool …</param>
/// <param name="Inputs">Names of the nodes whose results it takes; "name:1" is the second result of a node.</param>
/// <param name="Attributes">Attributes as the file has them (attr_value.proto in JSON).</param>
public sealed record TensorFlowNode(string Name, string Operator, IReadOnlyList<string> Inputs, JsonElement Attributes);

/// <summary>A constant of a TensorFlow graph: floats, or integers in place of them.</summary>
/// <param name="Shape">Sizes of the dimensions.</param>
/// <param name="Floats">Values in row-major order; null for integers.</param>
/// <param name="Integers">Values in row-major order; null for floats.</param>
public sealed record TensorFlowConstant(long[] Shape, float[]? Floats, int[]? Integers);

/// <summary>
/// A network as TensorFlow.js stores it ("graph model"): a JSON file with the graph and the list of weights, and files beside it with the
/// bytes of the weights. Weights may be stored as 16-bit floats, or as 8 or 16 bits with scale and minimum
/// (github.com/tensorflow/tfjs, tfjs-core/src/io: types.ts, io_utils.ts).
/// </summary>
public sealed class TensorFlowJsModel {
    private const int MaxNodes = 100_000, MaxDimensions = 8;

    private readonly string path;

    private TensorFlowJsModel(string path) => this.path = path;

    /// <summary>All operations, each after those whose results it takes.</summary>
    public required IReadOnlyList<TensorFlowNode> Nodes { get; init; }
    /// <summary>Values of the nodes that are constants.</summary>
    public required IReadOnlyDictionary<string, TensorFlowConstant> Constants { get; init; }
    /// <summary>Names of the nodes whose results nothing else takes.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Name of the file, for messages.</summary>
    public override string ToString() => path;

    /// <summary>Reads a model and its weights.</summary>
    /// <param name="path">Path of the JSON file.</param>
    /// <exception cref="BadInputException">A file is missing, truncated or no graph model.</exception>
    public static TensorFlowJsModel Read(string path) {
        try {
            using var json = JsonDocument.Parse(WholeFile.Read(path));
            JsonElement root = json.RootElement.Clone();
            Dictionary<string, TensorFlowConstant> constants = Weights(path, root);
            List<TensorFlowNode> nodes = Sorted(path, root, constants);
            var taken = nodes.SelectMany(n => n.Inputs).Select(NodeOf).ToHashSet();
            return new(path) {
                Nodes = nodes, Constants = constants,
                Outputs = [.. nodes.Where(n => n.Operator is not ("Const" or "NoOp") && !taken.Contains(n.Name)).Select(n => n.Name)],
            };
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException(FileException.Sentence(e), e);
        } catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or OverflowException) {
            throw new BadInputException($"{path} is no graph model of TensorFlow.js: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Returns the name of the node of an input: without the number of the result.</summary>
    public static string NodeOf(string input) {
        ArgumentNullException.ThrowIfNull(input);
        int colon = input.LastIndexOf(':');
        return input.TrimStart('^')[..^(colon < 0 ? 0 : input.Length - colon)];
    }

    private static Dictionary<string, TensorFlowConstant> Weights(string path, JsonElement root) {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var constants = new Dictionary<string, TensorFlowConstant>();
        foreach (JsonElement group in root.GetProperty("weightsManifest").EnumerateArray()) {
            using var bytes = new MemoryStream();
            foreach (JsonElement shard in group.GetProperty("paths").EnumerateArray()) {
                string name = shard.GetString() ?? "";
                if (name.Length == 0 || name != Path.GetFileName(name)) {
                    throw new BadInputException($"{path}: weights are in '{name}', expected the name of a file beside it.");
                }
                bytes.Write(WholeFile.Read(Path.Combine(folder, name)));
            }
            var rest = new ReadOnlySpan<byte>(bytes.GetBuffer(), 0, (int)bytes.Length);
            foreach (JsonElement weight in group.GetProperty("weights").EnumerateArray()) {
                string name = weight.GetProperty("name").GetString()!;
                constants[name] = Weight(path, name, weight, ref rest);
            }
            if (rest.Length > 0) throw new BadInputException($"{path}: the files of its weights have {rest.Length} bytes too many.");
        }
        return constants;
    }

    private static TensorFlowConstant Weight(string path, string name, JsonElement weight, ref ReadOnlySpan<byte> rest) {
        long[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
        long count = 1;
        foreach (long size in shape) {
            if (size < 0) throw new FormatException($"{name} has a size of {size}");
            count = checked(count * size);
        }
        if (shape.Length > MaxDimensions) throw new FormatException($"{name} has {shape.Length} dimensions");
        string type = weight.GetProperty("dtype").GetString()!, stored = type;
        float scale = 1, minimum = 0;
        if (weight.TryGetProperty("quantization", out JsonElement quantization)) {
            stored = quantization.GetProperty("dtype").GetString()!;
            if (stored is "uint8" or "uint16") {
                (scale, minimum) = (quantization.GetProperty("scale").GetSingle(), quantization.GetProperty("min").GetSingle());
            }
        }
        int width = stored switch {
            "float32" or "int32" => 4, "float16" or "uint16" => 2, "uint8" or "bool" => 1,
            _ => throw new FormatException($"{name} is of type {stored}, expected float32, float16, int32, uint16, uint8 or bool"),
        };
        if (count > rest.Length / width) {
            throw new BadInputException(
                $"{path}: the files of its weights end before {name} does, which needs {count} × {width} bytes and finds {rest.Length}.");
        }
        ReadOnlySpan<byte> bytes = rest[..(int)(count * width)];
        rest = rest[bytes.Length..];
        var floats = new float[count];
        switch (stored) {
            case "float32": MemoryMarshal.Cast<byte, float>(bytes).CopyTo(floats); break;
            case "float16":
                for (int i = 0; i < floats.Length; i++) floats[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                break;
            case "uint8":
                for (int i = 0; i < floats.Length; i++) floats[i] = bytes[i] * scale + minimum;
                break;
            case "uint16":
                for (int i = 0; i < floats.Length; i++)
                    floats[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) * scale + minimum;
                break;
            case "int32": return new(shape, null, MemoryMarshal.Cast<byte, int>(bytes).ToArray());
            default: return new(shape, null, [.. bytes.ToArray().Select(b => (int)b)]);
        }
        return type == "float32" ? new(shape, floats, null) : new(shape, null, [.. floats.Select(v => (int)MathF.Round(v))]);
    }

    private static List<TensorFlowNode> Sorted(string path, JsonElement root, Dictionary<string, TensorFlowConstant> constants) {
        var all = new Dictionary<string, TensorFlowNode>();
        JsonElement listed = root.GetProperty("modelTopology").GetProperty("node");
        if (listed.GetArrayLength() > MaxNodes) throw new FormatException($"it has more than {MaxNodes} nodes");
        foreach (JsonElement node in listed.EnumerateArray()) {
            string name = node.GetProperty("name").GetString()!, op = node.GetProperty("op").GetString()!;
            string[] inputs = node.TryGetProperty("input", out JsonElement from)
                ? [.. from.EnumerateArray().Select(i => i.GetString()!)] : [];
            if (op == "Const" && !constants.ContainsKey(name)) throw new FormatException($"the constant {name} has no weights");
            JsonElement attributes = node.TryGetProperty("attr", out JsonElement given) ? given : default;
            if (!all.TryAdd(name, new(name, op, [.. inputs.Where(i => !i.StartsWith('^'))], attributes))) {
                throw new FormatException($"two nodes are named {name}");
            }
        }
        // Depth first without recursion: a graph may be as deep as it has nodes.
        var sorted = new List<TensorFlowNode>(all.Count);
        var state = new Dictionary<string, int>();
        var open = new Stack<TensorFlowNode>();
        foreach (TensorFlowNode start in all.Values) {
            open.Push(start);
            while (open.TryPeek(out TensorFlowNode? node)) {
                int next = state.GetValueOrDefault(node.Name);
                if (next > node.Inputs.Count) {
                    open.Pop();
                } else if (next == node.Inputs.Count) {
                    state[node.Name] = next + 1;
                    sorted.Add(node);
                    open.Pop();
                } else {
                    state[node.Name] = next + 1;
                    string input = NodeOf(node.Inputs[next]);
                    if (!all.TryGetValue(input, out TensorFlowNode? before))
                        throw new FormatException($"{node.Name} takes {input}, which is no node");
                    if (!state.TryGetValue(input, out int done)) open.Push(before);
                    else if (done <= before.Inputs.Count) throw new FormatException($"{input} takes its own result");
                }
            }
        }
        return sorted;
    }

    /// <summary>Returns a text attribute, which files have in Base64.</summary>
    internal static string Text(JsonElement attribute) => Encoding.UTF8.GetString(attribute.GetProperty("s").GetBytesFromBase64());
}
