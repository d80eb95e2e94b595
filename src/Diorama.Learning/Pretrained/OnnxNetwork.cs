using Diorama.Core;
using Diorama.Core.Files;
using Microsoft.ML.OnnxRuntime;

namespace Diorama.Learning.Pretrained;

/// <summary>
/// A network that was trained elsewhere, run by ONNX Runtime: an ONNX file, or a graph model of TensorFlow.js. It takes and gives 32-bit
/// floats. Any number of threads may run it at once.
/// </summary>
public sealed class OnnxNetwork : IDisposable {
    private readonly InferenceSession session;
    private readonly string path;

    private OnnxNetwork(string path, byte[] file, int threads) {
        this.path = path;
        // Warnings of the runtime are about its own optimisation, and tell users nothing.
        using var options = new SessionOptions {
            IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that wait by spinning cost whoever shares the processor more than they gain.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try {
            session = new(file, options);
        } catch (OnnxRuntimeException e) {
            throw new BadInputException($"{path} is no network that can be run: {Reason(e)}.", e);
        }
        Inputs = [.. session.InputMetadata.Keys];
        Outputs = [.. session.OutputMetadata.Keys];
    }

    /// <summary>Names of the inputs.</summary>
    public IReadOnlyList<string> Inputs { get; }
    /// <summary>Names of the outputs.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Opens an ONNX file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="BadInputException">It cannot be read or run.</exception>
    public static OnnxNetwork Open(string path, int threads = 1) {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        try {
            return new(path, WholeFile.Read(path), threads);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException(FileException.Sentence(e), e);
        }
    }

    /// <summary>Opens the content of an ONNX file.</summary>
    /// <param name="name">Name for messages.</param>
    /// <param name="file">Bytes of the file.</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="BadInputException">It cannot be run.</exception>
    public static OnnxNetwork OpenBytes(string name, byte[] file, int threads = 1) {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new(name, file, threads);
    }

    /// <summary>Opens a graph model of TensorFlow.js. Its inputs take one picture at a time.</summary>
    /// <param name="path">Path of the JSON file; weights are beside it.</param>
    /// <param name="threads">Number of threads that work on one picture.</param>
    /// <exception cref="BadInputException">It cannot be read or run.</exception>
    public static OnnxNetwork OpenTensorFlowJs(string path, int threads = 1) {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return new(path, TensorFlowToOnnx.Convert(TensorFlowJsModel.Read(path)), threads);
    }

    /// <summary>Runs the network.</summary>
    /// <param name="input">Value of its only input.</param>
    /// <param name="outputs">Names of the outputs that are wanted; none means all.</param>
    /// <returns>The outputs, in the order of the names.</returns>
    /// <exception cref="BadInputException">The input has a shape that the network does not take.</exception>
    public IReadOnlyList<NdArray> Run(NdArray input, params IReadOnlyList<string> outputs) {
        ArgumentNullException.ThrowIfNull(input);
        string[] wanted = [.. outputs is { Count: > 0 } ? outputs : Outputs];
        try {
            using var run = new RunOptions();
            using var value = OrtValue.CreateTensorValueFromMemory(input.Values, input.Shape);
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, [Inputs[0]], [value], wanted);
            return [.. results.Select(r => new NdArray(r.GetTensorTypeAndShape().Shape, r.GetTensorDataAsSpan<float>().ToArray()))];
        } catch (OnnxRuntimeException e) {
            throw new BadInputException($"{path} does not run on an input of [{string.Join(", ", input.Shape)}]: {Reason(e)}.", e);
        }
    }

    public void Dispose() => session.Dispose();

    private static string Reason(OnnxRuntimeException e) => e.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
