using System.Numerics;

namespace Diorama.Geometry.Distances;

/// <summary>The point of a surface that is nearest to a query point.</summary>
/// <param name="Position">The point, metres.</param>
/// <param name="Distance">Its distance from the query point, metres.</param>
/// <param name="Triangle">Index of its triangle, or of the point in a set of points; the lowest of those that are equally near.</param>
public readonly record struct SurfacePoint(Vector3 Position, double Distance, int Triangle);
