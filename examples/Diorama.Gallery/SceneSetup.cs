namespace Diorama.Gallery;

/// <summary>A scene that an example builds, with one camera; short names for what every example does.</summary>
public sealed class SceneSetup(Scene scene, int width, int height) {
    private Node? camera;

    public SceneSetup(string name, int width, int height) : this(new Scene { Name = name }, width, height) { }

    public Scene Scene { get; } = scene;
    public int Width { get; } = width;
    public int Height { get; } = height;
    /// <summary>Motion steps over the exposure: more for what turns far.</summary>
    public int MotionSteps { get; set; } = 9;
    public Node CameraNode => camera ?? throw new InvalidOperationException("the set has no camera yet");

    /// <summary>An object at <paramref name="at"/> (metres); the node can be posed further, or animated.</summary>
    public Node Put(Mesh mesh, Material material, Vector3 at = default, Quaternion? turn = null, float scale = 1, Node? parent = null) {
        var node = Add(mesh.Name, at, turn ?? Quaternion.Identity, parent);
        node.Scale = new(scale);
        node.Parts.Add(new(mesh, material));
        return node;
    }

    /// <summary>A node that carries nothing itself.</summary>
    public Node Add(string name, Vector3 at = default, Quaternion? turn = null, Node? parent = null) {
        var node = new Node { Name = name, Translation = at, Rotation = turn ?? Quaternion.Identity, Parent = parent };
        Scene.Nodes.Add(node);
        return node;
    }

    /// <summary>A light at <paramref name="from"/> that shines towards <paramref name="to"/>.</summary>
    public Node Shine(Light light, Vector3 from, Vector3 to) {
        var node = Add(light.Kind.ToString(), from, Facing(from, to));
        node.Light = light;
        return node;
    }

    /// <summary>
    /// The camera, a plain perspective until its lens is replaced; <paramref name="degrees"/> is the vertical field of view.
    /// </summary>
    public Camera Look(Vector3 eye, Vector3 target, float degrees) {
        camera = Add("camera", eye, Facing(eye, target));
        return camera.Camera = new Camera {
            Name = "camera", Width = Width, Height = Height,
            Lens = PerspectiveLens.FromVerticalFov(degrees * MathF.PI / 180, Width, Height),
        };
    }

    /// <summary>Key frames of one property, linear in between; <paramref name="values"/> stand behind one another.</summary>
    public void Animate(Node node, AnimationTarget target, float[] times, float[] values) {
        if (Scene.Animations.Count == 0) Scene.Animations.Add(new());
        Scene.Animations[0].Channels.Add(new() { Node = node, Target = target, Interpolation = Interpolation.Linear, Times = times,
            Values = values });
    }

    /// <summary>The rotation of a node at <paramref name="from"/> whose −Z points to <paramref name="to"/>, +Y upwards.</summary>
    public static Quaternion Facing(Vector3 from, Vector3 to) {
        var m = Node.PoseLookingAt(from, to);
        return Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new(
            m.X.X, m.X.Y, m.X.Z, 0, m.Y.X, m.Y.Y, m.Y.Z, 0, m.Z.X, m.Z.Y, m.Z.Z, 0, 0, 0, 0, 1)));
    }

    public static Quaternion Turn(Vector3 axis, float degrees) =>
        Quaternion.CreateFromAxisAngle(Vector3.Normalize(axis), degrees * MathF.PI / 180);

    /// <summary>The mesh with the tangents that normal maps need.</summary>
    public static Mesh WithTangents(Mesh mesh) => new() {
        Name = mesh.Name, Positions = mesh.Positions, Indices = mesh.Indices, Normals = mesh.Normals, TexCoords = mesh.TexCoords,
        Tangents = MeshTangents.Generate(mesh),
    };
}
