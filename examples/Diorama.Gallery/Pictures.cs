using Diorama.Core.Colors;
using Diorama.Gallery.Air;
using Diorama.Gallery.Lamps;
using Diorama.Gallery.Lenses;
using Diorama.Gallery.Motion;
using Diorama.Gallery.Outputs;
using Diorama.Gallery.Surfaces;

namespace Diorama.Gallery;

/// <summary>The pictures in the order of docs/gallery.md.</summary>
public static class Pictures {
    public static IReadOnlyList<Picture> All { get; } = [
        new("room-and-labels", "Outputs/RoomAndLabels.cs",
            "A furnished room, its depth, shading normals, instance ids and object coordinates.", 256, RoomAndLabels.Draw),
        new("roughness", "Surfaces/Roughness.cs", "Gold and red plastic, roughness 0 to 1.", 128, Plain(Roughness.Build)),
        new("energy", "Surfaces/EnergyCompensation.cs",
            "Silver, gold and copper in an even white furnace, roughness 0.2 to 1: what rough metal scatters more than once is given "
                + "back, so none darkens.",
            64, Plain(EnergyCompensation.Build)),
        new("glass", "Surfaces/Glass.cs", "Solid glass with roughness 0, 0.1, 0.2 and 0.4.", 256, Plain(Glass.Rough)),
        new("absorption", "Surfaces/Glass.cs", "One green glass, 5, 10, 20, 40 and 80 cm thick: its volume absorbs light on the way.", 256,
            Plain(Glass.Absorption)),
        new("panes", "Surfaces/Panes.cs", "Thin-walled panes: clear, tinted and frosted.", 256, Plain(Panes.Build)),
        new("clearcoat", "Surfaces/Clearcoat.cs", "Metallic paint without lacquer, with clear and with worn lacquer, and hammered metal "
            + "under smooth lacquer.", 128, Plain(Clearcoat.Build)),
        new("cloth", "Surfaces/Cloth.cs", "Dark cloth without sheen, and with sheen of roughness 0.3 and 0.7.", 128, Plain(Cloth.Build)),
        new("neon", "Surfaces/Neon.cs", "Emissive tubes, each twice as strong as the one before.", 128, Plain(Neon.Build)),
        new("textures", "Surfaces/Textures.cs",
            "Base colour, roughness and normal maps on a brick wall, wet tiles, a golf ball and a globe.", 256, Plain(Textures.Build)),
        new("minification", "Surfaces/Minification.cs", "A chequered plain to the horizon: mip levels chosen by ray cones, no moiré.", 64,
            Plain(Minification.Build)),
        new("alpha", "Surfaces/Alpha.cs", "A cut-out lattice (alpha mask) and a film of growing opacity (alpha blend) with their shadows.",
            128, Plain(Alpha.Build)),
        new("leaves", "Surfaces/Leaves.cs", "Translucent leaves with the sun behind them.", 256, Plain(Leaves.Build)),
        new("hair", "Surfaces/Hair.cs", "Hair as curves: blond, red and black.", 128, Plain(Hair.Build)),
        new("skin", "Surfaces/Bust.cs", "Subsurface scattering by random walk: light comes through the ear.", 256, Plain(Bust.Build)),
        new("sky", "Lamps/SunAndSky.cs", "Sun and sky at four times of day: noon, afternoon, sunset and dusk.", 64, SunAndSky.TimesOfDay),
        new("turbidity", "Lamps/SunAndSky.cs", "The same low sun through air of turbidity 2, 4, 6 and 10.", 64, SunAndSky.Hazes),
        new("surroundings", "Lamps/Surroundings.cs", "A still life lit by environment maps alone: a studio, the studio turned, a clear "
            + "sky without its sun, an evening sky.", 128, Surroundings.Draw),
        new("lights", "Lamps/LightKinds.cs", "Point, spot and directional light; rectangle, disc and emissive mesh.", 128, LightKinds.Draw),
        new("lamps", "Lamps/HundredLamps.cs", "A hundred lanterns, chosen from a light tree.", 128, Plain(HundredLamps.Build)),
        new("beams", "Air/SpotBeams.cs", "Spot lights in homogeneous fog.", 512, Plain(SpotBeams.Build, 0.5f)),
        new("shafts", "Air/SunShafts.cs", "The sun through the skylights of a hall, in fog that lies a few metres high.", 512,
            Plain(SunShafts.Build)),
        new("valley", "Air/ValleyFog.cs", "Height fog in a valley, towards the rising sun.", 128,
            room => room.PrintMetered(ValleyFog.Build(room.Width, room.Height))),
        new("bokeh", "Lenses/Bokeh.cs", "Depth of field with six aperture blades.", 512, Plain(Bokeh.Build)),
        new("lenses", "Lenses/OneRoom.cs",
            "One room by four lenses: perspective, Brown-Conrady distortion, fisheye, equirectangular panorama.", 128, OneRoom.Draw),
        new("isometric", "Lenses/Isometric.cs", "Orthographic projection.", 64,
            room => room.PrintMetered(Isometric.Build(room.Width, room.Height))),
        new("blur", "Motion/Blur.cs",
            "Motion blur: nothing moves; windmill and ball (rigid) and flag (deforming) move; the camera moves; both.", 128, Blur.Draw),
        new("rolling", "Motion/RollingShutter.cs", "A panning camera and a propeller: global shutter, rolling shutter.", 64,
            RollingShutter.Draw),
        new("deforming", "Motion/SkinAndMorph.cs", "Skinned tubes and morphed balls in four poses.", 128, Plain(SkinAndMorph.Build)),
        new("light", "Outputs/LightSplit.cs", "The whole image, its diffuse direct and indirect light; emission, its specular direct and "
            + "indirect light (two stops brighter).", 128, LightSplit.Draw),
        new("labels", "Outputs/LabelSheet.cs",
            "Image, depth, shading normals; albedo, instance ids, class ids; part ids, material ids, object coordinates; forward flow, "
                + "its occlusion, "
            + "visible and amodal mask of the coffee table with their boxes.", 64, LabelSheet.Draw),
    ];

    private static Func<PictureRenderer, Image<Rgb8>> Plain(Func<int, int, SceneSetup> build, float stops = 0) =>
        room => room.Print(build(room.Width, room.Height), stops);
}
