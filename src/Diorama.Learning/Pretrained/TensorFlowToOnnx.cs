using System.Text;
using System.Text.Json;
using Diorama.Core;
using Diorama.Learning.Export;

namespace Diorama.Learning.Pretrained;

/// <summary>
/// Says a TensorFlow graph in the operators of ONNX, so that one runtime runs networks of both kinds. Images stay [N, H, W, C] between
/// operators; convolutions, pooling and resizing, which ONNX has for [N, C, H, W] alone, stand between transpositions, most of which the
/// runtime removes. Integers are of 32 bits as in TensorFlow.js, and of 64 where ONNX wants sizes or places.
/// Operators: tensorflow.org, "raw_ops"; onnx.ai, "ONNX Operators", set 17.
/// </summary>
internal sealed class TensorFlowToOnnx {
    private static readonly Dictionary<string, string> sameMeaning = new() {
        ["Add"] = "Add", ["AddV2"] = "Add", ["AddN"] = "Sum", ["Sub"] = "Sub", ["Mul"] = "Mul", ["RealDiv"] = "Div", ["Minimum"] = "Min",
        ["Maximum"] = "Max", ["Relu"] = "Relu", ["Sigmoid"] = "Sigmoid", ["Exp"] = "Exp", ["Sqrt"] = "Sqrt", ["Neg"] = "Neg",
        ["Sin"] = "Sin", ["Cos"] = "Cos", ["Floor"] = "Floor", ["Reciprocal"] = "Reciprocal", ["Identity"] = "Identity",
        ["LogicalAnd"] = "And", ["Equal"] = "Equal", ["Less"] = "Less", ["LessEqual"] = "LessOrEqual", ["Greater"] = "Greater",
        ["GreaterEqual"] = "GreaterOrEqual", ["Prelu"] = "PRelu", ["Range"] = "Range",
    };

    private static readonly Dictionary<string, string> reductions = new() {
        ["Mean"] = "ReduceMean", ["Max"] = "ReduceMax", ["Min"] = "ReduceMin",
    };

    private const int OnnxFloat = 1, OnnxInt32 = 6, OnnxInt64 = 7;
    private static readonly long[] toChannelsFirst = [0, 3, 1, 2], toChannelsLast = [0, 2, 3, 1];

    private readonly TensorFlowJsModel model;
    private readonly OnnxGraph graph;
    private readonly HashSet<string> written = [];
    private int temporaries;

    private TensorFlowToOnnx(TensorFlowJsModel model) => (this.model, graph) = (model, new("network"));

    /// <summary>Returns the network as an ONNX file.</summary>
    /// <exception cref="BadInputException">An operator is none of those that are known.</exception>
    public static byte[] Convert(TensorFlowJsModel model) {
        var conversion = new TensorFlowToOnnx(model);
        foreach (TensorFlowNode node in model.Nodes) {
            try {
                conversion.Add(node);
            } catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException
                or IndexOutOfRangeException or ArgumentException or NullReferenceException or OverflowException) {
                throw new BadInputException(
                    $"{model}: the inputs or attributes of {node.Name} are not those of {node.Operator}: {e.Message}", e);
            }
        }
        foreach (string output in model.Outputs) conversion.graph.OutputOfAnyShape(output);
        return conversion.graph.ToBytes();
    }

    private void Add(TensorFlowNode node) {
        string name = node.Name;
        string[] inputs = [.. node.Inputs.Select(i => i.EndsWith(":0", StringComparison.Ordinal) ? i[..^2] : i)];
        if (sameMeaning.TryGetValue(node.Operator, out string? same)) {
            graph.Add(same, name, [.. inputs.Select(Value)]);
            return;
        }
        if (reductions.TryGetValue(node.Operator, out string? reduction)) {
            graph.Add(reduction, name, [Value(inputs[0])], ("axes", Longs(inputs[1])), ("keepdims", Flag(node, "keep_dims") ? 1L : 0L));
            return;
        }
        switch (node.Operator) {
            case "Const" or "NoOp": break;
            case "Placeholder": AddInput(node); break;
            case "Conv2D" or "_FusedConv2D" or "DepthwiseConv2dNative" or "FusedDepthwiseConv2dNative": AddConvolution(node, inputs); break;
            case "Conv2DBackpropInput": AddTransposedConvolution(node, inputs); break;
            case "MaxPool" or "AvgPool": AddPooling(node, inputs); break;
            case "ResizeBilinear": AddResize(node, inputs); break;
            case "DepthToSpace":
                ChannelsLast(name,
                    graph.Add("DepthToSpace", Temporary(), [ChannelsFirst(inputs[0])], ("blocksize", Number(node, "block_size"))));
                break;
            case "_FusedMatMul" or "MatMul": {
                string product = MatrixProduct(Value(inputs[0]), Value(inputs[1]), Flag(node, "transpose_a"), Flag(node, "transpose_b"));
                string[] fused = FusedOperators(node);
                if (fused is ["BiasAdd", ..]) product = graph.Add("Add", Temporary(), [product, Value(inputs[2])]);
                if (fused.Length > 1) product = Activated(node, inputs, fused[1], product, channelsFirst: false);
                graph.Add("Identity", name, [product]);
                break;
            }
            case "BatchMatMulV2":
                graph.Add("Identity", name, [MatrixProduct(Value(inputs[0]), Value(inputs[1]), Flag(node, "adj_x"), Flag(node, "adj_y"))]);
                break;
            case "Relu6": graph.Add("Clip", name, [Value(inputs[0]), Scalar(0), Scalar(6)]); break;
            case "LeakyRelu": graph.Add("LeakyRelu", name, [Value(inputs[0])], ("alpha", Real(node, "alpha", 0.2f))); break;
            case "SquaredDifference": {
                string difference = graph.Add("Sub", Temporary(), [Value(inputs[0]), Value(inputs[1])]);
                graph.Add("Mul", name, [difference, difference]);
                break;
            }
            case "FloorDiv": {
                string[] reals = [.. inputs.Select(i => Cast(Value(i), OnnxFloat))];
                string quotient = graph.Add("Floor", Temporary(), [graph.Add("Div", Temporary(), reals)]);
                graph.Add("Cast", name, [quotient], ("to", (long)OnnxType(node, "T")));
                break;
            }
            case "FloorMod": graph.Add("Mod", name, [.. inputs.Select(Value)]); break;
            case "Atan2": AddArcTangent(name, Value(inputs[0]), Value(inputs[1])); break;
            case "ZerosLike": graph.Add("Sub", name, [Value(inputs[0]), Value(inputs[0])]); break;
            case "Cast": graph.Add("Cast", name, [Value(inputs[0])], ("to", (long)OnnxType(node, "DstT"))); break;
            case "Shape": graph.Add("Cast", name, [graph.Add("Shape", Temporary(), [Value(inputs[0])])], ("to", (long)OnnxInt32)); break;
            case "Fill": graph.Add("Expand", name, [Value(inputs[1]), Sizes(inputs[0])]); break;
            case "Tile": graph.Add("Tile", name, [Value(inputs[0]), Sizes(inputs[1])]); break;
            case "Reshape": graph.Add("Reshape", name, [Value(inputs[0]), Sizes(inputs[1])]); break;
            case "Transpose": graph.Add("Transpose", name, [Value(inputs[0])], ("perm", Longs(inputs[1]))); break;
            case "ExpandDims": graph.Add("Unsqueeze", name, [Value(inputs[0]), List(Longs(inputs[1]))]); break;
            case "Squeeze": {
                long[] axes = Numbers(node, "squeeze_dims");
                graph.Add("Squeeze", name, axes.Length == 0 ? [Value(inputs[0])] : [Value(inputs[0]), List(axes)]);
                break;
            }
            case "Pad" or "PadV2": {
                long[] pads = Longs(inputs[1]);
                string[] from = [Value(inputs[0]), List([.. pads.Where((_, i) => i % 2 == 0), .. pads.Where((_, i) => i % 2 == 1)])];
                graph.Add("Pad", name, node.Operator == "Pad" ? from : [.. from, Value(inputs[2])]);
                break;
            }
            case "ConcatV2": graph.Add("Concat", name, [.. inputs[..^1].Select(Value)], ("axis", Longs(inputs[^1])[0])); break;
            case "Pack": {
                long axis = Number(node, "axis");
                string[] raised = [.. inputs.Select(i => graph.Add("Unsqueeze", Temporary(), [Value(i), List([axis])]))];
                graph.Add("Concat", name, raised, ("axis", axis));
                break;
            }
            case "Unpack": {
                long axis = Number(node, "axis");
                string[] results = Results(name, (int)Number(node, "num"));
                string[] parts = [.. results.Select(_ => Temporary())];
                graph.Add("Split", parts, [Value(inputs[0])], ("axis", axis));
                for (int i = 0; i < parts.Length; i++) graph.Add("Squeeze", results[i], [parts[i], List([axis])]);
                break;
            }
            case "Split":
                graph.Add("Split", Results(name, (int)Number(node, "num_split")), [Value(inputs[1])], ("axis", Longs(inputs[0])[0]));
                break;
            case "SplitV": {
                long[] sizes = Longs(inputs[1]);
                graph.Add("Split", Results(name, sizes.Length), [Value(inputs[0]), List(sizes)], ("axis", Longs(inputs[2])[0]));
                break;
            }
            case "Slice": {
                long[] begin = Longs(inputs[1]), size = Longs(inputs[2]);
                long[] end = [.. begin.Select((b, i) => size[i] < 0 ? long.MaxValue : b + size[i])];
                graph.Add("Slice", name, [Value(inputs[0]), List(begin), List(end)]);
                break;
            }
            case "StridedSlice": AddStridedSlice(node, inputs); break;
            case "GatherV2":
                graph.Add("Gather", name, [Value(inputs[0]), Value(inputs[1])], ("axis", Longs(inputs[2])[0]));
                break;
            case "GatherNd": graph.Add("GatherND", name, [Value(inputs[0]), Cast(Value(inputs[1]), OnnxInt64)]); break;
            case "ArgMax": {
                string places = graph.Add("ArgMax", Temporary(), [Value(inputs[0])], ("axis", Longs(inputs[1])[0]), ("keepdims", 0L));
                graph.Add("Cast", name, [places], ("to", (long)OnnxInt32));
                break;
            }
            case "TopKV2": {
                string places = Temporary();
                graph.Add("TopK", [name, places], [Value(inputs[0]), List(Longs(inputs[1]))]);
                graph.Add("Cast", name + ":1", [places], ("to", (long)OnnxInt32));
                break;
            }
            case "SparseToDense": AddScattered(node, inputs); break;
            default:
                throw new BadInputException($"{model}: the operator {node.Operator} of {node.Name} is not supported.");
        }
    }

    private void AddInput(TensorFlowNode node) {
        JsonElement dimensions = node.Attributes.GetProperty("shape").GetProperty("shape").GetProperty("dim");
        var shape = new List<string>();
        foreach (JsonElement dimension in dimensions.EnumerateArray()) {
            string size = dimension.GetProperty("size").GetString()!;
            // One picture at a time: what depends on the number of pictures can then be computed in advance.
            shape.Add(size == "-1" ? shape.Count == 0 ? "1" : $"size{shape.Count}" : size);
        }
        graph.Input(node.Name, shape);
    }

    private void AddConvolution(TensorFlowNode node, string[] inputs) {
        bool depthwise = node.Operator.Contains("Depthwise", StringComparison.Ordinal);
        RequireChannelsLast(node);
        TensorFlowConstant kernel = model.Constants[inputs[1]];
        long height = kernel.Shape[0], width = kernel.Shape[1], channels = kernel.Shape[2], many = kernel.Shape[3];
        // [h, w, in, out] to [out, in, h, w]; by channel: [h, w, in, m] to [in · m, 1, h, w].
        float[] values = depthwise ? Permuted(kernel, [2, 3, 0, 1]) : Permuted(kernel, [3, 2, 0, 1]);
        string weights = graph.Constant(Temporary(),
            depthwise ? [channels * many, 1, height, width] : [many, channels, height, width], values);
        long[] strides = Numbers(node, "strides"), dilations = Numbers(node, "dilations");
        var attributes = new List<(string, object)> {
            ("group", depthwise ? channels : 1L), ("strides", strides[1..3]), ("kernel_shape", new[] { height, width }),
        };
        if (dilations.Length == 4) attributes.Add(("dilations", dilations[1..3]));
        AddPadding(node, attributes);
        var from = new List<string> { ChannelsFirst(inputs[0]), weights };
        string[] fused = FusedOperators(node);
        if (fused is ["BiasAdd", ..]) {
            TensorFlowConstant bias = model.Constants[inputs[2]];
            from.Add(graph.Constant(Temporary(), [bias.Floats!.Length], bias.Floats));
        }
        string result = graph.Add("Conv", Temporary(), from, attributes);
        if (fused.Length > 1) result = Activated(node, inputs, fused[1], result, channelsFirst: true);
        ChannelsLast(node.Name, result);
    }

    private void AddTransposedConvolution(TensorFlowNode node, string[] inputs) {
        RequireChannelsLast(node);
        TensorFlowConstant kernel = model.Constants[inputs[1]];
        long[] size = kernel.Shape[..2], strides = Numbers(node, "strides")[1..3];
        // [h, w, out, in] to [in, out, h, w].
        string weights = graph.Constant(Temporary(), [kernel.Shape[3], kernel.Shape[2], .. size], Permuted(kernel, [3, 2, 0, 1]));
        bool same = Text(node, "padding") == "SAME";
        long[] total = [.. size.Select((s, i) => same ? Math.Max(s - strides[i], 0) : 0)];
        long[] missing = [.. size.Select((s, i) => same ? Math.Max(strides[i] - s, 0) : 0)];
        ChannelsLast(node.Name, graph.Add("ConvTranspose", Temporary(), [ChannelsFirst(inputs[2]), weights], ("strides", strides),
            ("pads", (long[])[.. total.Select(t => t / 2), .. total.Select(t => t - t / 2)]), ("output_padding", missing)));
    }

    private void AddPooling(TensorFlowNode node, string[] inputs) {
        RequireChannelsLast(node);
        var attributes = new List<(string, object)> {
            ("kernel_shape", Numbers(node, "ksize")[1..3]), ("strides", Numbers(node, "strides")[1..3]),
        };
        AddPadding(node, attributes);
        ChannelsLast(node.Name, graph.Add(node.Operator == "MaxPool" ? "MaxPool" : "AveragePool", Temporary(),
            [ChannelsFirst(inputs[0])], attributes));
    }

    private void AddPadding(TensorFlowNode node, List<(string, object)> attributes) {
        switch (Text(node, "padding")) {
            case "SAME": attributes.Add(("auto_pad", "SAME_UPPER")); break;
            case "EXPLICIT":
                long[] pads = Numbers(node, "explicit_paddings");
                attributes.Add(("pads", (long[])[pads[2], pads[4], pads[3], pads[5]]));
                break;
            default: break;
        }
    }

    private void AddResize(TensorFlowNode node, string[] inputs) {
        string image = ChannelsFirst(inputs[0]);
        string leading = graph.Add("Slice", Temporary(), [graph.Add("Shape", Temporary(), [image]), List([0]), List([2])]);
        string sizes = graph.Add("Concat", Temporary(), [leading, Sizes(inputs[1])], ("axis", 0L));
        string places = Flag(node, "align_corners") ? "align_corners" : Flag(node, "half_pixel_centers") ? "half_pixel" : "asymmetric";
        ChannelsLast(node.Name, graph.Add("Resize", Temporary(), [image, "", "", sizes], ("mode", "linear"),
            ("coordinate_transformation_mode", places)));
    }

    private void AddStridedSlice(TensorFlowNode node, string[] inputs) {
        long[] begin = Longs(inputs[1]), end = Longs(inputs[2]), strides = Longs(inputs[3]);
        long beginMask = Number(node, "begin_mask"), endMask = Number(node, "end_mask"), shrink = Number(node, "shrink_axis_mask"),
            added = Number(node, "new_axis_mask"), ellipsis = Number(node, "ellipsis_mask");
        if (ellipsis != 0 && added != 0) throw new BadInputException($"{model}: {node.Name} leaves out and adds dimensions at once.");
        var axes = new List<long>();
        var (from, to, step, removed, raised) = (new List<long>(), new List<long>(), new List<long>(), new List<long>(), new List<long>());
        long axis = 0, left = 0;
        for (int i = 0; i < begin.Length; i++) {
            if ((ellipsis >> i & 1) != 0) {
                // Dimensions behind those that are left out are counted from the end.
                axis = i + 1 - begin.Length;
                continue;
            }
            if ((added >> i & 1) != 0) {
                raised.Add(left++);
                continue;
            }
            bool single = (shrink >> i & 1) != 0;
            axes.Add(axis);
            step.Add(single ? 1 : strides[i]);
            from.Add((beginMask >> i & 1) != 0 && !single ? strides[i] > 0 ? 0 : long.MaxValue : begin[i]);
            to.Add(single ? begin[i] == -1 ? long.MaxValue : begin[i] + 1
                : (endMask >> i & 1) != 0 ? strides[i] > 0 ? long.MaxValue : long.MinValue : end[i]);
            if (single) removed.Add(axis);
            else left++;
            axis++;
        }
        string value = Value(inputs[0]);
        if (axes.Count > 0) {
            value = graph.Add("Slice", Temporary(),
                [value, List([.. from]), List([.. to]), List([.. axes]), List([.. step])]);
        }
        if (removed.Count > 0) value = graph.Add("Squeeze", Temporary(), [value, List([.. removed])]);
        if (raised.Count > 0) value = graph.Add("Unsqueeze", Temporary(), [value, List([.. raised])]);
        graph.Add("Identity", node.Name, [value]);
    }

    // Of numbers that are all known: numbers of one dimension at the given places of an array, the others with a default.
    private void AddScattered(TensorFlowNode node, string[] inputs) {
        long[] places = Longs(inputs[0]), shape = Longs(inputs[1]), values = Longs(inputs[2]), rest = Longs(inputs[3]);
        if (shape.Length != 1) throw new BadInputException($"{model}: {node.Name} has {shape.Length} dimensions, which is not supported.");
        var dense = new int[shape[0]];
        Array.Fill(dense, (int)rest[0]);
        for (int i = 0; i < places.Length; i++) dense[places[i]] = (int)values[values.Length == 1 ? 0 : i];
        graph.Constant(node.Name, shape, dense);
    }

    // ONNX has the arc tangent of one number: half a turn is added where x is negative.
    private void AddArcTangent(string name, string y, string x) {
        string zero = Scalar(0), angle = graph.Add("Atan", Temporary(), [graph.Add("Div", Temporary(), [y, x])]);
        string left = graph.Add("Less", Temporary(), [x, zero]), below = graph.Add("Less", Temporary(), [y, zero]);
        string half = graph.Add("Where", Temporary(), [below, Scalar(-MathF.PI), Scalar(MathF.PI)]);
        string turned = graph.Add("Add", Temporary(), [angle, graph.Add("Where", Temporary(), [left, half, zero])]);
        string nowhere = graph.Add("And", Temporary(),
            [graph.Add("Equal", Temporary(), [x, zero]), graph.Add("Equal", Temporary(), [y, zero])]);
        graph.Add("Where", name, [nowhere, zero, turned]);
    }

    private string Activated(TensorFlowNode node, string[] inputs, string activation, string value, bool channelsFirst) {
        switch (activation) {
            case "Relu": return graph.Add("Relu", Temporary(), [value]);
            case "Relu6": return graph.Add("Clip", Temporary(), [value, Scalar(0), Scalar(6)]);
            case "Sigmoid": return graph.Add("Sigmoid", Temporary(), [value]);
            case "Elu": return graph.Add("Elu", Temporary(), [value]);
            case "LeakyRelu": return graph.Add("LeakyRelu", Temporary(), [value], ("alpha", Real(node, "leakyrelu_alpha", 0.2f)));
            case "Prelu": {
                TensorFlowConstant slope = model.Constants[inputs[^1]];
                string constant = channelsFirst
                    ? graph.Constant(Temporary(), [slope.Floats!.Length, 1, 1], slope.Floats) : Value(inputs[^1]);
                return graph.Add("PRelu", Temporary(), [value, constant]);
            }
            default: throw new BadInputException($"{model}: {node.Name} ends with {activation}, which is not supported.");
        }
    }

    private string MatrixProduct(string a, string b, bool transposeA, bool transposeB) => !transposeA && !transposeB
        ? graph.Add("MatMul", Temporary(), [a, b])
        : graph.Add("Einsum", Temporary(), [a, b], ("equation", $"...{(transposeA ? "ki" : "ik")},...{(transposeB ? "jk" : "kj")}->...ij"));

    private string ChannelsFirst(string input) => graph.Add("Transpose", Temporary(), [Value(input)], ("perm", toChannelsFirst));

    private void ChannelsLast(string name, string value) => graph.Add("Transpose", name, [value], ("perm", toChannelsLast));

    /// <summary>Returns the name of a value; constants are added where they are needed first.</summary>
    private string Value(string input) {
        if (model.Constants.TryGetValue(input, out TensorFlowConstant? constant) && written.Add(input)) {
            if (constant.Floats is not null) graph.Constant(input, constant.Shape, constant.Floats);
            else graph.Constant(input, constant.Shape, constant.Integers);
        }
        return input;
    }

    /// <summary>Returns a list of sizes as ONNX wants it, in 64 bits.</summary>
    private string Sizes(string input) => model.Constants.ContainsKey(input) ? List(Longs(input)) : Cast(Value(input), OnnxInt64);

    private string Cast(string value, int type) => graph.Add("Cast", Temporary(), [value], ("to", (long)type));

    private string List(long[] numbers) => graph.Constant(Temporary(), numbers);

    private string Scalar(float number) => graph.Constant(Temporary(), number);

    private string Temporary() => $"onnx/{temporaries++}";

    private long[] Longs(string input) {
        if (!model.Constants.TryGetValue(input, out TensorFlowConstant? constant)) {
            throw new BadInputException($"{model}: {input} depends on the picture, expected a constant.");
        }
        return constant.Integers is { } integers ? [.. integers.Select(i => (long)i)] : [.. constant.Floats!.Select(f => (long)f)];
    }

    private static float[] Permuted(TensorFlowConstant constant, int[] order) {
        long[] shape = constant.Shape, strides = new long[4];
        strides[3] = 1;
        for (int i = 2; i >= 0; i--) strides[i] = strides[i + 1] * shape[i + 1];
        float[] from = constant.Floats!, to = new float[from.Length];
        int at = 0;
        for (long a = 0; a < shape[order[0]]; a++) {
            for (long b = 0; b < shape[order[1]]; b++) {
                for (long c = 0; c < shape[order[2]]; c++) {
                    for (long d = 0; d < shape[order[3]]; d++) {
                        to[at++] = from[a * strides[order[0]] + b * strides[order[1]] + c * strides[order[2]] + d * strides[order[3]]];
                    }
                }
            }
        }
        return to;
    }

    private void RequireChannelsLast(TensorFlowNode node) {
        if (node.Attributes.TryGetProperty("data_format", out _) && Text(node, "data_format") != "NHWC") {
            throw new BadInputException($"{model}: {node.Name} has its channels first, expected NHWC.");
        }
    }

    private static string[] Results(string name, int count) => [.. Enumerable.Range(0, count).Select(i => i == 0 ? name : $"{name}:{i}")];

    private static string Text(TensorFlowNode node, string key) => TensorFlowJsModel.Text(node.Attributes.GetProperty(key));

    private static bool Flag(TensorFlowNode node, string key) =>
        node.Attributes.TryGetProperty(key, out JsonElement a) && a.TryGetProperty("b", out JsonElement b) && b.GetBoolean();

    private static float Real(TensorFlowNode node, string key, float otherwise) =>
        node.Attributes.TryGetProperty(key, out JsonElement a) && a.TryGetProperty("f", out JsonElement f) ? f.GetSingle() : otherwise;

    private static long Number(TensorFlowNode node, string key) =>
        node.Attributes.TryGetProperty(key, out JsonElement a) && a.TryGetProperty("i", out JsonElement i) ? Long(i) : 0;

    private static long[] Numbers(TensorFlowNode node, string key) =>
        node.Attributes.TryGetProperty(key, out JsonElement a) && a.TryGetProperty("list", out JsonElement list)
            && list.TryGetProperty("i", out JsonElement numbers) ? [.. numbers.EnumerateArray().Select(Long)] : [];

    private static string[] FusedOperators(TensorFlowNode node) =>
        node.Attributes.TryGetProperty("fused_ops", out JsonElement a) && a.GetProperty("list").TryGetProperty("s", out JsonElement names)
            ? [.. names.EnumerateArray().Select(s => Encoding.UTF8.GetString(s.GetBytesFromBase64()))] : [];

    // Files have numbers of 64 bits as texts.
    private static long Long(JsonElement e) => e.ValueKind == JsonValueKind.String
        ? long.Parse(e.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : e.GetInt64();

    private int OnnxType(TensorFlowNode node, string key) => node.Attributes.GetProperty(key).GetProperty("type").GetString() switch {
        "DT_FLOAT" => OnnxFloat,
        "DT_INT32" or "DT_INT64" => OnnxInt32,
        "DT_BOOL" => 9,
        string type => throw new BadInputException($"{model}: {node.Name} is of type {type}, which is not supported."),
        null => throw new FormatException("it has no type"),
    };
}
