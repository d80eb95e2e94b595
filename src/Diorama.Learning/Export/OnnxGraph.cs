using System.Runtime.InteropServices;
using Diorama.Core.Files;
using Diorama.Tensors;
using Google.Protobuf;

namespace Diorama.Learning.Export;

/// <summary>
/// Writes a network as an ONNX file (Open Neural Network Exchange, onnx.proto of IR version 8, operators of set 17), which ONNX Runtime and
/// others run without Diorama. Values have names; operators are those of the specification (onnx.ai, "ONNX Operators").
/// </summary>
/// <param name="name">Name of the graph.</param>
public sealed class OnnxGraph(string name) {
    private const long Representation = 8, OperatorSet = 17;
    private const int Float = 1, Int32 = 6, Int64 = 7;

    // Numbers of the fields in onnx.proto.
    private const int ModelVersion = 1, ModelProducer = 2, ModelGraph = 7, ModelOperators = 8, OperatorsVersion = 2;
    private const int GraphNode = 1, GraphName = 2, GraphConstant = 5, GraphInput = 11, GraphOutput = 12;
    private const int NodeInput = 1, NodeOutput = 2, NodeName = 3, NodeOperator = 4, NodeAttribute = 5;
    private const int AttributeName = 1, AttributeFloat = 2, AttributeInt = 3, AttributeText = 4, AttributeInts = 8, AttributeType = 20;
    private const int TensorSizes = 1, TensorType = 2, TensorName = 8, TensorBytes = 9;
    private const int ValueName = 1, ValueType = 2, TypeTensor = 1, TensorElement = 1, TensorShape = 2, ShapeSize = 1, SizeNumber = 1,
        SizeName = 2;

    private readonly List<byte[]> nodes = [], constants = [], inputs = [], outputs = [];

    /// <summary>Adds an input of 32-bit floats and returns its name.</summary>
    /// <param name="value">Name of the input.</param>
    /// <param name="shape">Sizes: a number, or a name for a size that may be any.</param>
    public string Input(string value, params IReadOnlyList<string> shape) {
        inputs.Add(Value(value, shape));
        return value;
    }

    /// <summary>Makes a value an output of 32-bit floats.</summary>
    /// <inheritdoc cref="Input"/>
    public void Output(string value, params IReadOnlyList<string> shape) => outputs.Add(Value(value, shape));

    /// <summary>Makes a value of any shape an output of 32-bit floats.</summary>
    public void OutputOfAnyShape(string value) => outputs.Add(Value(value, null));

    /// <summary>Adds a constant of 32-bit floats and returns its name.</summary>
    public string Constant(string value, Tensor tensor) {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = new TensorScope();
        float[] numbers = tensor.Detach().To(Device.Cpu, DType.Float32).Contiguous().ToArray<float>();
        return Constant(value, tensor.Shape, Float, MemoryMarshal.AsBytes(numbers.AsSpan()));
    }

    /// <summary>Adds a constant of one 32-bit float without dimensions and returns its name.</summary>
    public string Constant(string value, float number) => Constant(value, [], Float, BitConverter.GetBytes(number));

    /// <summary>Adds a constant list of 64-bit integers and returns its name.</summary>
    public string Constant(string value, params long[] numbers) =>
        Constant(value, [numbers.Length], Int64, MemoryMarshal.AsBytes(numbers.AsSpan()));

    /// <summary>Adds a constant of 32-bit floats and returns its name.</summary>
    public string Constant(string value, IReadOnlyList<long> shape, ReadOnlySpan<float> numbers) =>
        Constant(value, shape, Float, MemoryMarshal.AsBytes(numbers));

    /// <summary>Adds a constant of 32-bit integers and returns its name.</summary>
    public string Constant(string value, IReadOnlyList<long> shape, ReadOnlySpan<int> numbers) =>
        Constant(value, shape, Int32, MemoryMarshal.AsBytes(numbers));

    private string Constant(string value, IReadOnlyList<long> shape, int type, ReadOnlySpan<byte> bytes) {
        var raw = ByteString.CopyFrom(bytes);
        constants.Add(Message(o => {
            foreach (long size in shape) Number(o, TensorSizes, size);
            Number(o, TensorType, type);
            Text(o, TensorName, value);
            o.WriteTag(TensorBytes, WireFormat.WireType.LengthDelimited);
            o.WriteBytes(raw);
        }));
        return value;
    }

    /// <summary>Adds an operator and returns the name of its result.</summary>
    /// <param name="op">Name of the operator: Conv, Relu, DepthToSpace …</param>
    /// <param name="result">Name of the result, which no other value has.</param>
    /// <param name="from">Names of its inputs.</param>
    /// <param name="attributes">Its attributes: long, long[], float or string.</param>
    public string Add(string op, string result, IReadOnlyList<string> from, params IReadOnlyList<(string Name, object Value)> attributes) {
        Add(op, [result], from, attributes);
        return result;
    }

    /// <summary>Adds an operator with several results.</summary>
    /// <param name="op">Name of the operator: Split, TopK …</param>
    /// <param name="results">Names of its results, which no other value has.</param>
    /// <param name="from">Names of its inputs.</param>
    /// <param name="attributes">Its attributes: long, long[], float or string.</param>
    public void Add(string op, IReadOnlyList<string> results, IReadOnlyList<string> from,
        params IReadOnlyList<(string Name, object Value)> attributes) => nodes.Add(Message(o => {
            foreach (string input in from) Text(o, NodeInput, input);
            foreach (string result in results) Text(o, NodeOutput, result);
            Text(o, NodeName, results[0]);
            Text(o, NodeOperator, op);
            foreach ((string key, object value) in attributes) Embed(o, NodeAttribute, Attribute(key, value));
        }));

    /// <summary>Writes the file, which appears whole or not at all.</summary>
    /// <exception cref="FileException">It cannot be written.</exception>
    public void Write(string path) => AtomicFile.Write(path, temporary => File.WriteAllBytes(temporary, ToBytes()));

    /// <summary>Returns the bytes of the file.</summary>
    public byte[] ToBytes() {
        byte[] graph = Message(o => {
            foreach (byte[] node in nodes) Embed(o, GraphNode, node);
            Text(o, GraphName, name);
            foreach (byte[] constant in constants) Embed(o, GraphConstant, constant);
            foreach (byte[] input in inputs) Embed(o, GraphInput, input);
            foreach (byte[] output in outputs) Embed(o, GraphOutput, output);
        });
        return Message(o => {
            Number(o, ModelVersion, Representation);
            Text(o, ModelProducer, "Diorama");
            Embed(o, ModelGraph, graph);
            Embed(o, ModelOperators, Message(set => Number(set, OperatorsVersion, OperatorSet)));
        });
    }

    private static byte[] Attribute(string key, object value) => Message(o => {
        Text(o, AttributeName, key);
        switch (value) {
            case float number:
                o.WriteTag(AttributeFloat, WireFormat.WireType.Fixed32);
                o.WriteFloat(number);
                Number(o, AttributeType, 1);
                break;
            case long number:
                Number(o, AttributeInt, number);
                Number(o, AttributeType, 2);
                break;
            case long[] numbers:
                foreach (long number in numbers) Number(o, AttributeInts, number);
                Number(o, AttributeType, 7);
                break;
            case string text:
                Text(o, AttributeText, text);
                Number(o, AttributeType, 3);
                break;
            default:
                throw new ArgumentException($"{key} is a {value.GetType().Name}: long, long[], float or string was expected.",
                    nameof(value));
        }
    });

    private static byte[] Value(string value, IReadOnlyList<string>? shape) => Message(o => {
        Text(o, ValueName, value);
        Embed(o, ValueType, Message(type => Embed(type, TypeTensor, Message(tensor => {
            Number(tensor, TensorElement, Float);
            if (shape is null) return;
            Embed(tensor, TensorShape, Message(sizes => {
                foreach (string size in shape) {
                    Embed(sizes, ShapeSize, Message(d => {
                        if (long.TryParse(size, out long number)) Number(d, SizeNumber, number);
                        else Text(d, SizeName, size);
                    }));
                }
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write) {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) write(output);
        return bytes.ToArray();
    }

    private static void Number(CodedOutputStream o, int field, long number) {
        o.WriteTag(field, WireFormat.WireType.Varint);
        o.WriteInt64(number);
    }

    private static void Text(CodedOutputStream o, int field, string text) {
        o.WriteTag(field, WireFormat.WireType.LengthDelimited);
        o.WriteString(text);
    }

    private static void Embed(CodedOutputStream o, int field, byte[] message) {
        o.WriteTag(field, WireFormat.WireType.LengthDelimited);
        o.WriteBytes(ByteString.CopyFrom(message));
    }
}
