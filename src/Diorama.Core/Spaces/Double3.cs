using System.Globalization;
using System.Numerics;

namespace Diorama.Core.Spaces;

/// <summary>A point or vector in double precision, for coordinates far from the origin; metres unless stated otherwise.</summary>
public readonly record struct Double3(double X, double Y, double Z) {
    public static Double3 Zero => default;

    public static implicit operator Double3(Vector3 v) => new(v.X, v.Y, v.Z);

    public static explicit operator Vector3(Double3 v) => new((float)v.X, (float)v.Y, (float)v.Z);

    public static Double3 operator +(Double3 a, Double3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Double3 operator -(Double3 a, Double3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Double3 operator *(Double3 a, double s) => new(a.X * s, a.Y * s, a.Z * s);

    public static Double3 Min(Double3 a, Double3 b) => new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z));

    public static Double3 Max(Double3 a, Double3 b) => new(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y), Math.Max(a.Z, b.Z));

    public static Double3 Cross(Double3 a, Double3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public static double Dot(Double3 a, Double3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    /// <summary>Largest absolute component; NaN if any component is NaN.</summary>
    public double MaxAbs => Math.Max(Math.Abs(X), Math.Max(Math.Abs(Y), Math.Abs(Z)));

    public double Length => Math.Sqrt(Dot(this, this));

    /// <summary>Returns the point with whole numbers, the nearest ones.</summary>
    public Double3 Rounded() => new(Math.Round(X), Math.Round(Y), Math.Round(Z));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({X}, {Y}, {Z})");
}
