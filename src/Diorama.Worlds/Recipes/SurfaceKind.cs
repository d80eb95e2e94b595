namespace Diorama.Worlds.Recipes;

public enum SurfaceKind { Wood, Tiles, Plaster, Carpet, Concrete, Brick, Paint }
