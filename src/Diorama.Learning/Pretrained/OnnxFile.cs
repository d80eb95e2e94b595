using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Files;
using Google.Protobuf;

namespace Diorama.Learning.Pretrained;

/// <summary>An operation of an ONNX graph.</summary>
/// <param name="Operator">Name of the operator: Conv, Relu …</param>
/// <param name="Inputs">Names of its inputs.</param>
/// <param name="Outputs">Names of its results.</param>
/// <param name="Integers">Attributes that are lists of integers, by name.</param>
/// <param name="Reals">Attributes that are numbers, by name.</param>
internal sealed record OnnxNode(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, long[]> Integers, IReadOnlyDictionary<string, float> Reals);

/// <summary>
/// The graph of an ONNX file (onnx.proto) and its constants of 32-bit floats, for networks whose weights go into tensors. Networks that
/// are only run need <see cref="OnnxNetwork"/> alone.
/// </summary>
internal sealed class OnnxFile {
    // Numbers of the fields in onnx.proto.
    private const int ModelGraph = 7, GraphNode = 1, GraphConstant = 5, NodeInput = 1, NodeOutput = 2, NodeOperator = 4, NodeAttribute = 5;
    private const int AttributeName = 1, AttributeFloat = 2, AttributeInts = 8, TensorSizes = 1, TensorType = 2, TensorFloats = 4,
        TensorName = 8, TensorBytes = 9, Float = 1;

    private readonly List<OnnxNode> nodes = [];
    private readonly Dictionary<string, NdArray> constants = [];

    private OnnxFile() { }

    /// <summary>Operations in the order of the file, each after those whose results it takes.</summary>
    public IReadOnlyList<OnnxNode> Nodes => nodes;
    /// <summary>Constants by name.</summary>
    public IReadOnlyDictionary<string, NdArray> Constants => constants;

    /// <exception cref="BadInputException">The file cannot be read, or is no ONNX file.</exception>
    public static OnnxFile Read(string path) {
        var file = new OnnxFile();
        try {
            Fields(new(WholeFile.Read(path)), (tag, model) => {
                if (Number(tag) == ModelGraph) {
                    Fields(model.ReadBytes().CreateCodedInput(), (part, graph) => {
                        if (Number(part) == GraphNode) file.nodes.Add(Node(graph.ReadBytes()));
                        else if (Number(part) == GraphConstant) file.AddConstant(graph.ReadBytes());
                        else graph.SkipLastField();
                    });
                } else {
                    model.SkipLastField();
                }
            });
        } catch (Exception e) when (e is InvalidProtocolBufferException or OverflowException or ArgumentException) {
            throw new BadInputException($"{path} is no ONNX file: {e.Message.TrimEnd('.')}.", e);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException(FileException.Sentence(e), e);
        }
        return file.nodes.Count > 0 ? file : throw new BadInputException($"{path} is no ONNX file: it has no operators.");
    }

    private static OnnxNode Node(ByteString bytes) {
        var (inputs, outputs, op) = (new List<string>(), new List<string>(), "");
        var integers = new Dictionary<string, long[]>();
        var reals = new Dictionary<string, float>();
        Fields(bytes.CreateCodedInput(), (tag, node) => {
            switch (Number(tag)) {
                case NodeInput: inputs.Add(node.ReadString()); break;
                case NodeOutput: outputs.Add(node.ReadString()); break;
                case NodeOperator: op = node.ReadString(); break;
                case NodeAttribute: {
                    var (name, numbers) = ("", new List<long>());
                    float? real = null;
                    Fields(node.ReadBytes().CreateCodedInput(), (part, attribute) => {
                        if (Number(part) == AttributeName) name = attribute.ReadString();
                        else if (Number(part) == AttributeFloat) real = attribute.ReadFloat();
                        else if (Number(part) == AttributeInts) ReadIntegers(part, attribute, numbers);
                        else attribute.SkipLastField();
                    });
                    if (real is { } number) reals[name] = number;
                    if (numbers.Count > 0) integers[name] = [.. numbers];
                    break;
                }
                default: node.SkipLastField(); break;
            }
        });
        return new(op, inputs, outputs, integers, reals);
    }

    private void AddConstant(ByteString bytes) {
        var (name, type, shape) = ("", 0L, new List<long>());
        ByteString values = ByteString.Empty;
        Fields(bytes.CreateCodedInput(), (tag, tensor) => {
            switch (Number(tag)) {
                case TensorSizes: ReadIntegers(tag, tensor, shape); break;
                case TensorType: type = tensor.ReadInt64(); break;
                case TensorName: name = tensor.ReadString(); break;
                case TensorFloats or TensorBytes: values = tensor.ReadBytes(); break;
                default: tensor.SkipLastField(); break;
            }
        });
        if (type != Float) return;
        float[] numbers = MemoryMarshal.Cast<byte, float>(values.Span).ToArray();
        long count = 1;
        foreach (long size in shape) count = checked(count * size);
        if (count != numbers.Length) throw new ArgumentException($"{name} has {numbers.Length} values, its shape has {count}");
        constants[name] = new([.. shape], numbers);
    }

    // Lists of numbers may be packed into one field or have a field each.
    private static void ReadIntegers(uint tag, CodedInputStream input, List<long> numbers) {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited) {
            numbers.Add(input.ReadInt64());
            return;
        }
        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd) numbers.Add(packed.ReadInt64());
    }

    private static int Number(uint tag) => WireFormat.GetTagFieldNumber(tag);

    private static void Fields(CodedInputStream input, Action<uint, CodedInputStream> read) {
        while (input.ReadTag() is var tag and not 0) read(tag, input);
    }
}
