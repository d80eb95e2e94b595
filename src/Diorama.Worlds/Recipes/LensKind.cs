namespace Diorama.Worlds.Recipes;

public enum LensKind { Perspective, BrownConrady, Fisheye, Equirectangular }
