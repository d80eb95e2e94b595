using System.Globalization;
using System.Xml;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Quoting;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Voc;

/// <summary>
/// Writes <c>JPEGImages/</c> (PNG files), <c>Annotations/</c>, <c>SegmentationClass/</c>, <c>SegmentationObject/</c>, lists of stems in
/// <c>ImageSets/Main</c> and <c>ImageSets/Segmentation</c>, and <c>labels.txt</c>, whose line n is the class with index n − 1. Box
/// coordinates count pixels from 1 and include the last.
/// </summary>
internal sealed class VocWriter : FormatWriter {
    private const int MaxObjects = VocFormat.Void - 1;

    private readonly ClassIndex classes;
    private readonly Dictionary<string, StreamWriter[]> lists = [];

    public VocWriter(VocFormat format, ExportTarget target) : base(format, target) {
        classes = new(format.Name, target, limit: VocFormat.Void - 1, limitOfThings: VocFormat.Void - 1, withStructure: false);
        foreach (string split in target.Splits) {
            string name = (split.Length == 0 ? "all" : split) + ".txt";
            lists.Add(split, [new(target.At("ImageSets", "Main", name)), new(target.At("ImageSets", "Segmentation", name))]);
        }
    }

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        string stem = image.Stem;
        foreach (StreamWriter list in lists[split]) list.Write(stem + "\n");
        Target.Place(image, FrameImages.PictureName, "JPEGImages", stem + ".png");
        ObjectRecord[] objects = [.. Objects(record)];
        if (objects.Length > MaxObjects) Note("objects beyond the 254 of an image, void in SegmentationObject",
            objects.Length - MaxObjects);
        using (var xml = XmlWriter.Create(Target.At("Annotations", stem + ".xml"),
            new() { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" })) Annotation(xml, record, stem, objects);
        var place = new Dictionary<int, byte>();
        foreach (ObjectRecord o in objects) place.Add(o.Id, (byte)(place.Count < MaxObjects ? place.Count + 1 : VocFormat.Void));
        ImageFile.WritePng(Target.At("SegmentationClass", stem + ".png"),
            ObjectMap.Paint(record, o => (byte)(place.ContainsKey(o.Id) ? classes[o.ClassId] : 0)), VocFormat.Palette);
        ImageFile.WritePng(Target.At("SegmentationObject", stem + ".png"), ObjectMap.Paint(record, o => place.GetValueOrDefault(o.Id)),
            VocFormat.Palette);
    }

    private void Annotation(XmlWriter xml, FrameRecord image, string stem, ObjectRecord[] objects) {
        xml.WriteStartElement("annotation");
        xml.WriteElementString("folder", "JPEGImages");
        xml.WriteElementString("filename", stem + ".png");
        xml.WriteStartElement("source");
        xml.WriteElementString("database", HtmlText.Plain($"{Target.Info.Recipe}, seed {Target.Info.Seed}"));
        xml.WriteEndElement();
        xml.WriteStartElement("size");
        Whole("width", image.Width);
        Whole("height", image.Height);
        Whole("depth", 3);
        xml.WriteEndElement();
        Whole("segmented", 1);
        foreach (ObjectRecord o in objects) {
            int[] box = o.VisibleBox!;
            xml.WriteStartElement("object");
            xml.WriteElementString("name", HtmlText.Plain(Target.Classes[o.ClassId]!.Name));
            xml.WriteElementString("pose", "Unspecified");
            Whole("truncated", o.Truncated == true ? 1 : 0);
            // VOC marks objects of which more than a few per cent are hidden; an unknown visible fraction counts as visible.
            Whole("occluded", o.VisibleFraction < 0.95f ? 1 : 0);
            Whole("difficult", 0);
            xml.WriteStartElement("bndbox");
            Whole("xmin", box[0] + 1);
            Whole("ymin", box[1] + 1);
            Whole("xmax", box[2]);
            Whole("ymax", box[3]);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();

        void Whole(string name, int value) => xml.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    public override void Finish() {
        Close();
        // All folders and lists exist even if they are empty.
        foreach (string folder in new[] { "JPEGImages", "Annotations", "SegmentationClass", "SegmentationObject" })
            Directory.CreateDirectory(Target.At(folder));
        AtomicFile.Write(Target.At("labels.txt"), path => File.WriteAllText(path,
            string.Concat(classes.Classes.Select(c => c.Name).Prepend("background").Select(name => HtmlText.Plain(name) + "\n"))));
    }

    protected override void Close() {
        foreach (StreamWriter list in lists.Values.SelectMany(l => l)) list.Dispose();
    }
}
