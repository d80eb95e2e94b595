using System.Collections.Immutable;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Learning.Photographs;

/// <summary>What can be looked for in photographs.</summary>
public enum PhotoLabelKind { Faces, FaceMesh, Iris, Pose, Hands, Objects, PersonMask, Foreground }

/// <summary>Names of what can be looked for, as commands and files have them.</summary>
public static class PhotoLabelKinds {
    /// <summary>Names in the order of <see cref="PhotoLabelKind"/>.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["faces", "face-mesh", "iris", "pose", "hands", "objects", "person-mask", "foreground"];

    public static string NameOf(PhotoLabelKind kind) => Names[(int)kind];

    /// <exception cref="BadInputException">Nothing has this name.</exception>
    public static PhotoLabelKind Find(string name) => Names.IndexOf(name) is var i and >= 0 ? (PhotoLabelKind)i
        : throw NearestNames.Unknown("kind of label", name, Names);
}
