using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.Voc;

/// <summary>
/// Reads Pascal VOC: the lists of stems, the XML file of each stem, and the palette images, in which object n is the n-th object of the XML
/// file.
/// </summary>
public static class VocReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        string lists = Path.Combine(folder, "ImageSets", "Main"), labels = Path.Combine(folder, "labels.txt");
        if (!Directory.Exists(lists)) throw new BadInputException($"{folder} holds no VOC dataset: it has no ImageSets/Main.");
        string[] classes = File.Exists(labels) ? File.ReadAllLines(RegularFile.At(labels))
            : throw new BadInputException($"{labels} does not exist.");
        foreach (string list in Directory.EnumerateFiles(lists, "*.txt").Order(StringComparer.Ordinal)) {
            string split = Path.GetFileNameWithoutExtension(list);
            foreach (string stem in File.ReadLines(RegularFile.At(list)))
                yield return Image(folder, stem.Trim(), split == "all" ? "" : split, classes);
        }
    }

    private static ImageContents Image(string folder, string stem, string split, string[] classes) {
        string path = Path.Combine(folder, "Annotations", stem + ".xml");
        try {
            XElement root = XDocument.Load(path).Root!;
            XElement size = Child(root, "size");
            int width = Whole(size, "width"), height = Whole(size, "height");
            Image<byte> classMap = Indices(Path.Combine(folder, "SegmentationClass", stem + ".png")), objectMap =
                Indices(Path.Combine(folder, "SegmentationObject", stem + ".png"));
            if ((classMap.Width, classMap.Height) != (width, height) || (objectMap.Width, objectMap.Height) != (width, height))
                throw new FormatException("the segmentation has another size");
            var objects = new List<ObjectContents>();
            foreach (XElement o in root.Elements("object")) {
                string name = Child(o, "name").Value;
                XElement box = Child(o, "bndbox");
                int number = objects.Count + 1, index = Array.IndexOf(classes, name);
                if (index < 1) throw new FormatException($"'{name}' is not in labels.txt");
                var mask = new Image<byte>(width, height);
                for (int i = 0; i < mask.Pixels.Length; i++) {
                    if (objectMap.Pixels[i] != number || number >= VocFormat.Void) continue;
                    mask.Pixels[i] = 1;
                    if (classMap.Pixels[i] != index)
                        throw new FormatException($"object {number} is '{name}', but has pixels of class {classMap.Pixels[i]}");
                }
                double x0 = Whole(box, "xmin") - 1, y0 = Whole(box, "ymin") - 1, x1 = Whole(box, "xmax"), y1 = Whole(box, "ymax");
                if (x0 < 0 || y0 < 0 || x1 > width || y1 > height || x0 >= x1 || y0 >= y1)
                    throw new FormatException($"the box of object {number} is empty or leaves the image");
                objects.Add(new() { Class = name, VisibleBox = [x0, y0, x1, y1], Mask = mask });
            }
            return new() { Name = stem, Split = split, Width = width, Height = height,
                PicturePath = Path.Combine(folder, "JPEGImages", Child(root, "filename").Value), Objects = objects };
        } catch (Exception e) when (e is XmlException or FormatException or FileNotFoundException or DirectoryNotFoundException) {
            throw new BadInputException($"{path} cannot be used: {e.Message}", e);
        }
    }

    private static XElement Child(XElement parent, string name) =>
        parent.Element(name) ?? throw new FormatException($"'{parent.Name}' has no '{name}'");

    private static int Whole(XElement parent, string name) =>
        int.TryParse(Child(parent, name).Value, CultureInfo.InvariantCulture, out int value) ? value
        : throw new FormatException($"'{name}' is no whole number");

    /// <summary>
    /// Reads the palette indices of a label image: decoders return the palette's colours, from which VOC's indices are recovered.
    /// </summary>
    private static Image<byte> Indices(string path) {
        using var reader = ImageReader.Open(path);
        byte[] values = reader.ReadBytes();
        var indices = new Image<byte>(reader.Width, reader.Height);
        var (r, g, b) = reader.ColorChannels();
        for (int i = 0; i < indices.Pixels.Length; i++) {
            int at = i * reader.Channels, rest = 0;
            for (int bit = 0; bit < 8; bit++)
                rest |= (values[at + r] >> bit & 1) << (3 * (7 - bit)) | (values[at + g] >> bit & 1) << (3 * (7 - bit) + 1)
                    | (values[at + b] >> bit & 1) << (3 * (7 - bit) + 2);
            indices.Pixels[i] = rest < 256 ? (byte)rest : throw new FormatException($"{path} has colours that are not of VOC's palette");
        }
        return indices;
    }
}
