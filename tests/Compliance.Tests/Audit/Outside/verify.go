// Verifies a log directory with golang.org/x/mod/sumdb alone: the note, every entry's hash, the root from the entries and from the tiles, and record proofs.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

type tiles struct{ dir string }

func (t tiles) Height() int                                  { return 8 }
func (t tiles) SaveTiles(tiles []tlog.Tile, data [][]byte)    {}
func (t tiles) ReadTiles(list []tlog.Tile) (all [][]byte, err error) {
	for _, tile := range list {
		// x/mod names the height and "data"; C2SP tlog-tiles names neither.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(t.dir, path))
		if err != nil {
			full := path[:strings.LastIndex(path, ".p/")]
			if data, err = os.ReadFile(filepath.Join(t.dir, full)); err != nil {
				return nil, err
			}
			data = data[:32*tile.W]
		}
		all = append(all, data)
	}
	return all, nil
}

func entries(dir string, size int64) (leaves [][]byte) {
	for n := int64(0); n*256 < size; n++ {
		width := 256
		if size-n*256 < 256 {
			width = int(size - n*256)
		}
		path := strings.Replace(tlog.Tile{H: 8, L: -1, N: n, W: width}.Path(), "tile/8/data/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(dir, path))
		check(err)
		for i := 0; i < width; i++ {
			length := int(data[0])<<8 | int(data[1])
			leaves = append(leaves, data[2:2+length])
			data = data[2+length:]
		}
		if len(data) != 0 {
			check(fmt.Errorf("bundle %d is longer than its entries", n))
		}
	}
	return leaves
}

func main() {
	dir := os.Args[1]
	vkey, err := os.ReadFile(filepath.Join(dir, "log.vkey"))
	check(err)
	verifier, err := note.NewVerifier(strings.SplitN(string(vkey), "\n", 2)[0])
	check(err)
	signed, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	check(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	var size int64
	var root string
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		check(fmt.Errorf("origin %q is not the key's name", lines[0]))
	}
	_, err = fmt.Sscan(lines[1], &size)
	check(err)
	root = lines[2]

	leaves := entries(dir, size)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (out []tlog.Hash, err error) {
		for _, i := range indexes {
			out = append(out, stored[i])
		}
		return out, nil
	})
	for i, leaf := range leaves {
		hashes, err := tlog.StoredHashes(int64(i), leaf, reader)
		check(err)
		stored = append(stored, hashes...)
	}
	tree, err := tlog.TreeHash(size, reader)
	check(err)
	// x/mod has no name for the empty tree's root but the zero hash.
	if size > 0 && tree.String() != root {
		check(fmt.Errorf("the entries make root %v, the checkpoint says %s", tree, root))
	}
	if size == 0 && root != "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" {
		check(fmt.Errorf("root %s of the empty tree", root))
	}
	if size > 0 {
		byTiles := tlog.TileHashReader(tlog.Tree{N: size, Hash: tree}, tiles{dir})
		for _, i := range []int64{0, size / 3, size / 2, size - 1} {
			proof, err := tlog.ProveRecord(size, i, byTiles)
			check(err)
			check(tlog.CheckRecord(proof, size, tree, i, tlog.RecordHash(leaves[i])))
		}
	}
	fmt.Printf("verified %d\n", size)
}
