using System.Numerics;

namespace Diorama.Geometry.Distances;

/// <summary>
/// A box of a <see cref="SurfaceTree"/>. A leaf holds <see cref="Count"/> triangles from <see cref="First"/> on; if that is 0, the node's
/// left part is the next node and its right part the one at <see cref="First"/>.
/// </summary>
internal struct SurfaceTreeNode {
    public Vector3 Low;
    public int First;
    public Vector3 High;
    public int Count;
}
