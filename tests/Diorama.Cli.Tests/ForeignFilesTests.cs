using System.Diagnostics;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Isolation;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.SceneFiles.Gltf;

namespace Diorama.Cli.Tests;

/// <summary>Untrusted scene files and images, which the program parses in a process of its own.</summary>
public sealed class ForeignFilesTests : IDisposable {
    private const string Triangle = "v 0 0 0\nv 1 0 0\nv 0 0 1\nvt 0 0\nvt 1 0\nvt 0 1\nusemtl a\nf 1/1 2/2 3/3\n";

    private readonly DioramaProgram program = new();

    public ForeignFilesTests() => ParserProcess.Use(DioramaProgram.Host, DioramaProgram.Assembly);

    public void Dispose() => program.Dispose();

    private DioramaProgram.Result Render(string scene, params string[] arguments) =>
        program.Run(["render", scene, "-o", "out.png", "--width", "8", "--height", "8", "--samples", "1", .. arguments]);

    private static string RepositoryFile(string path) {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Diorama.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, path);
    }

    [Theory]
    [InlineData("bar.dae")]
    [InlineData("bar.fbx")]
    public void AnotherProcess_ReadsTheSameScene(string name) {
        string path = program[name];
        switch (Path.GetExtension(name)) {
            case ".obj": File.WriteAllText(path, "mtllib t.mtl\n" + Triangle); break;
            case ".ply": File.WriteAllText(path, "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty "
                + "float z\nproperty uchar red\nproperty uchar green\nproperty uchar blue\nelement face 1\nproperty list uchar int "
                + "vertex_indices\nend_header\n0 0 0 9 8 7\n1 0 0 1 2 3\n0 1 0 4 5 6\n3 0 1 2\n"); break;
            case ".stl": File.WriteAllText(path, "solid t\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 "
                + "0\nendloop\nendfacet\nendsolid t\n"); break;
            default: File.Copy(RepositoryFile("tests/Diorama.Rendering.Tests/SceneFiles/Assimp/Files/" + name), path); break;
        }
        File.WriteAllText(program["t.mtl"], "newmtl a\nKd 0.5 0.25 0.125\nNs 30\n");
        GltfWriter.Write(SceneFile.Read(path, trusted: true), program["here.glb"]);
        GltfWriter.Write(SceneFile.Read(path), program["there.glb"]);
        Assert.True(File.ReadAllBytes(program["here.glb"]).AsSpan().SequenceEqual(File.ReadAllBytes(program["there.glb"])));
        Assert.Equal(SceneFile.Read(path, trusted: true).Warnings.Messages, SceneFile.Read(path).Warnings.Messages);
    }

    [Fact]
    public void AParserThatDies_IsOneSentence_AndTheNextFileIsRead() {
        File.WriteAllText(program["t.obj"], Triangle);
        // No parser of that name: the other process ends by an exception that nobody catches, as by an assertion that fails.
        var e = Assert.Throws<BadInputException>(() => ParserProcess.Read("none", program["t.obj"], "t.obj", 1, _ => 0));
        Assert.Equal("t.obj: it is damaged in a way that its parser does not survive (an assertion failed, or it needs more than 4 GiB "
            + "of memory).", e.Message);
        Assert.Single(SceneFile.Read(program["t.obj"]).Nodes, n => n.Parts.Count == 1);
    }

    [Theory]
    [InlineData("map_Kd t.png\n", "'map_Kd'")]
    [InlineData("bump t.png\nnorm t.png\n", "'bump'")]
    [InlineData("disp t.png\n", "'disp'")]
    [InlineData("Kd 1 0 0\n", "'Kd'")]
    public void PropertiesBeforeTheFirstMaterial_AreLeftOutWithAWarning(string lines, string named) {
        File.WriteAllText(program["t.obj"], "mtllib t.mtl\n" + Triangle);
        File.WriteAllText(program["t.mtl"], lines + "newmtl a\nKd 1 1 1\n");
        DioramaProgram.Result result = Render("t.obj");
        Assert.Equal(0, result.Code);
        Assert.Contains(result.ErrorLines, l => l.StartsWith("warning: ", StringComparison.Ordinal)
            && l.Contains(named + " stands before the first newmtl in", StringComparison.Ordinal));
    }

    [Fact]
    public void IndentedMaterials_AreRead() {
        File.WriteAllText(program["t.obj"], "mtllib t.mtl\n" + Triangle);
        File.WriteAllText(program["t.mtl"], "  # by hand\n\tnewmtl a\n\t  Kd 0.25 0.5 1\n");
        var material = Assert.Single(SceneFile.Read(program["t.obj"]).Materials, m => m.Name == "a");
        Assert.Equal(new(0.25f, 0.5f, 1), material.BaseColor);
    }

    [Theory]
    [InlineData("ply\nformat ascii 1.0\nend_header\n", "the PLY header declares no element 'vertex'.")]
    [InlineData("ply\ncomment end_header\nformat ascii 1.0\nelement vertex 3\n",
        "the PLY header has no end, expected a line 'end_header'.")]
    [InlineData("ply\nformat binary_little_endian 1.0\nelement vertex 1000000000\nproperty float x\nend_header\n",
        "the PLY header declares 1000000000 elements 'vertex', and the file has 90 bytes.")]
    [InlineData("ply\nformat binary_little_endian 1.0\nelement vertex 90\nproperty float x\nproperty double y\nend_header\n",
        "the PLY header declares at least 1080 bytes of data, and 0 follow it.")]
    [InlineData("ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nelement face 2\nproperty list uchar int vertex_indices\n"
        + "end_header\n0\n1\n3 0 1 0\n\n", "the PLY data end before all elements of the header are there.")]
    public void PlyHeaders_AreHeldAgainstTheFile(string text, string expected) {
        File.WriteAllText(program["t.ply"], text);
        DioramaProgram.Result result = Render("t.ply");
        Assert.Equal(65, result.Code);
        Assert.Equal($"{program["t.ply"]}: {expected}\n", result.Errors);
    }

    [Fact]
    public void Limits_AreOptions() {
        File.Copy(RepositoryFile("tests/Diorama.Rendering.Tests/SceneFiles/Assimp/Files/bar.dae"), program["t.dae"]);
        DioramaProgram.Result result = Render("t.dae", "--parser-seconds", "0.001");
        Assert.Equal((65, $"{program["t.dae"]}: reading it takes more than 0 seconds, the limit.\n"), (result.Code, result.Errors));
        Assert.Equal(64, Render("t.dae", "--parser-seconds", "0").Code);
        Assert.Equal(64, Render("t.dae", "--parser-gigabytes", "0.1").Code);
        Assert.Equal(64, Render("t.dae", "--parser-gigabytes", "1,5").Code);
        Assert.Equal(0, Render("t.dae", "--parser-gigabytes", "1").Code);
    }

    [Fact]
    public void AnImageThatNeverEnds_IsAWarning() {
        // It has an alpha channel whose mask has no bit: OpenImageIO 2.4 looks for the first one for ever.
        using (var writer = new BinaryWriter(File.Create(program["t.dds"]))) {
            uint[] header = [0x20534444, 124, 0x100f, 8, 8, 32, 0, 0, .. new uint[11], 32, 0x41, 0, 32, 0x00ff0000, 0x0000ff00, 0x000000ff,
                0, 0x1000, 0, 0, 0, 0];
            foreach (uint word in header) writer.Write(word);
            writer.Write(new byte[8 * 8 * 4]);
        }
        File.WriteAllText(program["t.obj"], "mtllib t.mtl\n" + Triangle);
        File.WriteAllText(program["t.mtl"], "newmtl a\nKd 1 1 1\nmap_Kd t.dds\n");
        DioramaProgram.Result result = Render("t.obj", "--parser-seconds", "40");
        Assert.True(result.Code == 0, result.Errors);
        bool endless = program.Run("--version").Output.Contains("OpenImageIO 2.4.", StringComparison.Ordinal);
        Assert.Equal(endless,
            result.ErrorLines.Any(l => l.Contains("t.dds: reading it takes more than 10 seconds, the limit.", StringComparison.Ordinal)));
    }

    [Fact]
    public void MoreIdsThanAPngHolds_AreWrittenWith32Bits() {
        File.WriteAllText(program["t.gltf"], SmallScene.Make().ToJsonString());
        var scene = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(program["t.gltf"]))!;
        var nodes = scene["nodes"]!.AsArray();
        var roots = scene["scenes"]![0]!["nodes"]!.AsArray();
        for (int i = 0; i < 65_535; i++) {
            roots.Add(nodes.Count);
            // The last one is nearest to the camera.
            nodes.Add(System.Text.Json.Nodes.JsonNode.Parse(i < 65_534 ? "{\"mesh\":0,\"translation\":[0,-1,0]}"
                : "{\"mesh\":0,\"translation\":[0,1,0]}"));
        }
        File.WriteAllText(program["t.gltf"], scene.ToJsonString());
        DioramaProgram.Result result = program.Run("render", "t.gltf", "-o", "o.png", "--width", "64", "--height", "64", "--samples", "1",
            "--labels", "instance,boxes");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains("The scene has 65536 objects, more than 16 bits can tell apart: 'instance' is written as NPY", result.Errors);
        Image<uint> ids = Npy.Read<uint>(program["o_labels/instance.npy"]);
        Assert.Equal(65_536u, ids.Pixels.Max());
        Assert.False(File.Exists(program["o_labels/instance.png"]));
    }

    /// <summary>Its checksums are right and its pixels are not, so that only libpng sees it, which would say so in its own words.</summary>
    [Fact]
    public void DamagedPixels_AreOneWarning() {
        var png = new List<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        void Chunk(string kind, params byte[] data) {
            byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(kind), .. data], length = BitConverter.GetBytes(data.Length),
                sum = BitConverter.GetBytes(Crc(body));
            png.AddRange([.. length.Reverse(), .. body, .. sum.Reverse()]);
        }
        Chunk("IHDR", 0, 0, 0, 4, 0, 0, 0, 4, 8, 2, 0, 0, 0);
        Chunk("IDAT", 0x78, 0x9c, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4);
        Chunk("IEND");
        File.WriteAllBytes(program["t.png"], [.. png]);
        File.WriteAllText(program["t.obj"], "mtllib t.mtl\n" + Triangle);
        File.WriteAllText(program["t.mtl"], "newmtl a\nKd 1 1 1\nmap_Kd t.png\n");
        DioramaProgram.Result result = Render("t.obj");
        Assert.True(result.Code == 0, result.Errors);
        Assert.DoesNotContain("libpng", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.ErrorLines, l => l.StartsWith("warning: ", StringComparison.Ordinal)
            && l.Contains("t.png", StringComparison.Ordinal));

        static uint Crc(byte[] bytes) {
            uint crc = uint.MaxValue;
            foreach (byte b in bytes) {
                crc ^= b;
                for (int k = 0; k < 8; k++) crc = (crc & 1) != 0 ? 0xedb88320 ^ crc >> 1 : crc >> 1;
            }
            return ~crc;
        }
    }

    [Fact]
    public void ADeviceAsATexture_EndsAtOnce() {
        File.CreateSymbolicLink(program["t.png"], "/dev/zero");
        File.WriteAllText(program["t.obj"], "mtllib t.mtl\n" + Triangle);
        File.WriteAllText(program["t.mtl"], "newmtl a\nKd 1 1 1\nmap_Kd t.png\n");
        DioramaProgram.Result result = Render("t.obj");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains(result.ErrorLines, l => l.Contains("t.png is a pipe, a terminal or a device; a file was expected.",
            StringComparison.Ordinal));
    }

    /// <summary>To open one waits for who writes to it.</summary>
    [Theory]
    [InlineData("render", "p.obj", "-o", "o.png")]
    [InlineData("render", "p.glb", "-o", "o.png")]
    [InlineData("render", "p.bin", "-o", "o.png")]
    [InlineData("generate", "p.yaml", "-o", "o")]
    [InlineData("assets", "import", "p.ply", "--name", "p", "--class", "chair", "--licence", "CC0", "--author", "a")]
    public void APipe_IsRefusedAtOnce(params string[] arguments) {
        Process.Start("mkfifo", program[arguments.First(a => a.StartsWith("p.", StringComparison.Ordinal))]).WaitForExit();
        DioramaProgram.Result result = program.Run(arguments);
        Assert.True(result.Code == 65, $"{result.Code}: {result.Errors}");
        Assert.Contains("a file was expected", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void APipeAsATexture_IsTold() {
        Process.Start("mkfifo", program["t.png"]).WaitForExit();
        File.WriteAllText(program["t.obj"], "mtllib t.mtl\n" + Triangle);
        File.WriteAllText(program["t.mtl"], "newmtl a\nKd 1 1 1\nmap_Kd t.png\n");
        DioramaProgram.Result result = Render("t.obj");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains(result.ErrorLines, l => l.Contains("t.png", StringComparison.Ordinal)
            && l.Contains("a file was expected", StringComparison.Ordinal));
    }

    /// <summary>Assimp would read on behind the array, and what it finds there differs from run to run.</summary>
    [Theory]
    [InlineData("count=\"9\">", "count=\"3\">", "line 4: an accessor reads 9 values, but the array 'a' has 3.")]
    [InlineData("count=\"3\" stride", "count=\"60\" stride", "line 4: an accessor reads 180 values, but the array 'a' has 9.")]
    [InlineData("stride=\"3\"", "stride=\"30\"", "line 4: an accessor reads 63 values, but the array 'a' has 9.")]
    [InlineData("stride=\"3\"", "stride=\"-3\"", "line 4: 'stride' of <accessor> is '-3', expected a whole number from 0 to 2147483647.")]
    [InlineData("<p>0 1 2", "<p>0 -1 2", "line 6: <p> holds a negative index, expected numbers from 0.")]
    [InlineData("", "", "")]
    public void ColladaAccessors_StayWithinTheirArrays(string what, string by, string expected) {
        const string sound = """
            <?xml version="1.0" encoding="utf-8"?>
            <COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1"><library_geometries><geometry id="g"><mesh>
            <source id="s"><float_array id="a" count="9">0 0 0 1 0 0 0 0 2</float_array><technique_common>
            <accessor source="#a" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
            """ + """
            <param name="Z" type="float"/>
            </accessor></technique_common></source><vertices id="v"><input semantic="POSITION" source="#s"/></vertices>
            <triangles count="1"><input semantic="VERTEX" source="#v" offset="0"/><p>0 1 2</p></triangles></mesh></geometry>
            </library_geometries><library_visual_scenes><visual_scene id="w"><node id="n"><instance_geometry url="#g"/></node>
            </visual_scene></library_visual_scenes><scene><instance_visual_scene url="#w"/></scene></COLLADA>
            """;
        File.WriteAllText(program["t.dae"], what.Length == 0 ? sound : sound.Replace(what, by, StringComparison.Ordinal));
        DioramaProgram.Result result = Render("t.dae");
        Assert.True(result.Code == (expected.Length > 0 ? 65 : 0), result.Errors);
        if (expected.Length > 0) Assert.Equal($"{program["t.dae"]}: {expected}\n", result.Errors);
    }

    [Fact]
    public void AFarScene_IsFramed() {
        string far = string.Join('\n',
            Triangle.Split('\n').Select(l => l.StartsWith("v ", StringComparison.Ordinal) ? "v 9.9e8 9.9e8 " + l[^1] : l));
        File.WriteAllText(program["t.obj"], far);
        DioramaProgram.Result result = Render("t.obj");
        Assert.DoesNotContain("NaN", result.Errors, StringComparison.Ordinal);
    }
}
