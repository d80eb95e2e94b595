namespace Diorama.Worlds.Recipes;

public enum SkyKind { Sun, Panorama, Overcast, Night }
