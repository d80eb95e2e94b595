namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Inputs that many lines share; no element lies on a kink of a function or ties with another.</summary>
internal static class Inputs {
    public static readonly Numbers A = Numbers.Real([2, 3], 0.5, -1.2, 2.3, -0.4, 1.7, -2.6);
    public static readonly Numbers B = Numbers.Real([2, 3], 1.5, 0.8, -0.7, 2.2, -1.3, 0.6);
    public static readonly Numbers Positive = Numbers.Real([2, 3], 0.5, 1.2, 2.3, 0.4, 1.7, 2.6);
    public static readonly Numbers Unit = Numbers.Real([2, 3], 0.3, -0.6, 0.8, -0.2, 0.45, -0.75);
    public static readonly Numbers Share = Numbers.Real([2, 3], 0.2, 0.7, 0.4, 0.9, 0.35, 0.55);
    public static readonly Numbers V = Numbers.Real([3], 1, -2, 0.5);
    public static readonly Numbers W = Numbers.Real([3], 0.3, 1.1, -0.8);
    public static readonly Numbers Square = Numbers.Real([2, 2], 2, -1, 0.5, 3);
    public static readonly Numbers Symmetric = Numbers.Real([2, 2], 4, 1, 1, 3);
    public static readonly Numbers Tall = Numbers.Real([3, 2], 1, 2, -0.5, 0.7, 3, -1.1);
    public static readonly Numbers Pair = Numbers.Real([2], 0.6, -1.4);
    public static readonly Numbers Line = Numbers.Real([1, 2, 5], 0.1, -0.4, 0.9, 1.3, -0.7, 0.6, 0.2, -1.1, 0.8, 1.9);
    public static readonly Numbers Image = Numbers.Real([1, 2, 4, 4], 0.78, 1.98, 0.28, -1.83, -1.26, 1.16, 1.88, -0.15, -1.96, -0.9, 1.48,
        1.69, -0.58, -2, -0.49, 1.74, 1.42, -0.97, -1.94, -0.07, 1.91, 1.09, -1.33, -1.8, 0.37, 1.99, 0.7, -1.62, -1.57, 0.78, 1.98, 0.28);
    public static readonly Numbers Deep = Numbers.Real([1, 4, 2, 2], 0.4, 1.49, -1.9, 0.43, 1.47, -1.91, 0.46, 1.45, -1.92, 0.5, 1.42,
        -1.93, 0.53, 1.4, -1.94, 0.56);
    public static readonly Numbers Volume = Numbers.Real([1, 1, 2, 3, 3], 1.91, -0.83, -1.7, 1.27, 1.37, -1.62, -0.95, 1.87, 0.47, -1.99,
        0.04, 1.98, -0.55, -1.84, 1.02, 1.57, -1.43, -1.2);
    public static readonly Numbers Whole = Numbers.Integers([2, 3], 1, 2, 6, 5, -7, 3);
    public static readonly Numbers Other = Numbers.Integers([2, 3], 3, 2, 5, 4, 2, -3);
    public static readonly Numbers Truth = Numbers.Truths([2, 3], 1, 0, 1, 0, 0, 1);
    public static readonly Numbers Truth2 = Numbers.Truths([2, 3], 1, 1, 0, 0, 1, 1);
    public static readonly Numbers Places = Numbers.Integers([2, 2], 2, 0, 1, 1);
    public static readonly Numbers Z = Numbers.Complex([3], 1, 2, -0.5, 0.3, 0.7, -1.1);
    public static readonly Numbers ZMatrix = Numbers.Complex([2, 2], 1, 2, -0.5, 0.3, 0.7, -1.1, 0.2, 0.4);
}
