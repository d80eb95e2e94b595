namespace Diorama.Worlds.Recipes;

public enum RoomShape { Rectangle, L, T }
