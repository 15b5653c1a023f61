using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Compliance.TestKit;

namespace Compliance.Tests.House;

/// <summary>
/// Which folder of a project imports which, by what its types use: bases, members, attributes and every instruction, so that neither a global using nor a
/// type without a using hides one. The sources' own using lines count as well: a constant leaves no trace in the instructions.
/// </summary>
internal sealed partial class Imports
{
    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoBytes = new OpCode[256];

    private readonly string _root;
    private readonly MetadataReader _metadata;
    private readonly PEReader _file;
    private readonly UsedTypes _used = new();

    static Imports()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xff] = code;
        }
    }

    private Imports(string root, PEReader file) => (_root, _file, _metadata) = (root, file, file.GetMetadataReader());

    /// <summary>Every folder by itself, as the namespace below the project's own; the project's own is empty.</summary>
    public SortedDictionary<string, SortedSet<string>> Folders { get; } = new(StringComparer.Ordinal);

    /// <param name="folder">Of the project; its name is the root namespace and the assembly's.</param>
    public static Imports Of(string folder)
    {
        using var file = new PEReader(File.OpenRead(Assembly.Load(Path.GetFileName(folder)).Location));
        var imports = new Imports(Path.GetFileName(folder), file);
        foreach (var type in imports._metadata.TypeDefinitions)
            imports.Read(imports._metadata.GetTypeDefinition(type), imports.SpaceOf(type));
        foreach (var source in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs*", SearchOption.AllDirectories))
            imports.Read(Path.GetRelativePath(Path.Combine(Repository.Root, folder), source).Replace('\\', '/'), File.ReadAllText(source));
        return imports;
    }

    /// <summary>Folders and their subfolders as one.</summary>
    public SortedDictionary<string, SortedSet<string>> Rooms()
    {
        var rooms = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (from, imported) in Folders)
            Known(rooms, Room(from)).UnionWith(imported.Select(Room).Where(to => to != Room(from)));
        return rooms;
    }

    /// <summary>Groups whose members import each other in a circle.</summary>
    public static List<string> Knots(SortedDictionary<string, SortedSet<string>> imports)
    {
        var reach = imports.Keys.ToDictionary(from => from, from => Reach(from, imports));
        return
        [
            .. imports
                .Keys.Where(from => reach[from].Contains(from))
                .Select(from => string.Join(" ⇄ ", reach[from].Where(to => reach.GetValueOrDefault(to)?.Contains(from) == true)))
                .Distinct(),
        ];
    }

    private static SortedSet<string> Reach(string from, SortedDictionary<string, SortedSet<string>> imports)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var at))
            foreach (var to in imports.GetValueOrDefault(at) ?? [])
                if (found.Add(to))
                    open.Push(to);
        return found;
    }

    private static string Room(string folder) => folder.Split('.')[0];

    private static SortedSet<string> Known(SortedDictionary<string, SortedSet<string>> imports, string from) =>
        imports.TryGetValue(from, out var known) ? known : imports[from] = new(StringComparer.Ordinal);

    private void Add(string? from, string space)
    {
        if (from is not null && FolderOf(space) is { } to && to != from)
            Known(Folders, from).Add(to);
    }

    private string? FolderOf(string space) =>
        space == _root ? ""
        : space.StartsWith(_root + ".", StringComparison.Ordinal) ? space[(_root.Length + 1)..]
        : null;

    private void Read(string path, string source)
    {
        if (path.StartsWith("obj/", StringComparison.Ordinal) || path.StartsWith("bin/", StringComparison.Ordinal))
            return;
        foreach (Match match in Using().Matches(source))
            Add((Path.GetDirectoryName(path) ?? "").Replace('/', '.'), match.Groups[1].Value);
    }

    [GeneratedRegex(@"^\s*@?(?:global )?using (Compliance\.[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    private void Read(TypeDefinition type, string space)
    {
        Use(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
            Use(_metadata.GetInterfaceImplementation(implemented).Interface);
        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            field.DecodeSignature(_used, null);
            Use(field.GetCustomAttributes());
        }
        foreach (var property in type.GetProperties().Select(_metadata.GetPropertyDefinition))
            Use(property.GetCustomAttributes());
        foreach (var parameter in type.GetGenericParameters().Select(_metadata.GetGenericParameter))
        foreach (var constraint in parameter.GetConstraints())
            Use(_metadata.GetGenericParameterConstraint(constraint).Type);
        Use(type.GetCustomAttributes());
        foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            method.DecodeSignature(_used, null);
            Use(method.GetCustomAttributes());
            if (method.RelativeVirtualAddress != 0)
                Read(_file.GetMethodBody(method.RelativeVirtualAddress));
        }

        foreach (var used in _used.Taken())
            Add(FolderOf(space), SpaceOf(used));
    }

    private void Read(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_used, null);
        foreach (var region in body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Catch))
            Use(region.CatchType);
        foreach (var token in Tokens(body.GetILBytes()!))
            Use(MetadataTokens.EntityHandle(token));
    }

    private void Use(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
            Use(_metadata.GetCustomAttribute(attribute).Constructor);
    }

    /// <summary>What another assembly defines is no folder of this one.</summary>
    private void Use(EntityHandle handle)
    {
        if (handle.IsNil)
            return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                _used.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_used, null);
                break;
            case HandleKind.MethodDefinition:
                Use(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Use(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Use(_metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                var method = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Use(method.Method);
                method.DecodeSignature(_used, null);
                break;
        }
    }

    /// <summary>A nested type stands where its outermost one does.</summary>
    private string SpaceOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (type.GetDeclaringType() is { IsNil: false } outer)
            type = _metadata.GetTypeDefinition(outer);
        return _metadata.GetString(type.Namespace);
    }

    /// <summary>The tokens of types and members in a method's instructions.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var op = code[at] == 0xfe ? TwoBytes[code[at + 1]] : OneByte[code[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
                yield return BitConverter.ToInt32(code, at);
            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
