// Reads [[{script, call}, …], …] from stdin: the calls of one list go one after the other, as one marketing system would make them, and the lists
// side by side. Prints one JSON line of the same shape.
const { readFileSync } = require("fs");

const inOrder = async (calls) => {
  const said = [];
  for (const { script, call } of calls) said.push(await require(`./${script}`)(call));
  return said;
};
Promise.all(JSON.parse(readFileSync(0, "utf8")).map(inOrder)).then((said) => {
  // A pipe takes 64 KB at a time: the end waits for the whole line.
  process.stdout.write(JSON.stringify(said) + "\n", () => process.exit(0));
});
