// Every client script ends here: what the client itself concluded. Run alone, a script takes its call from the command line and prints one
// JSON line; run-all.cjs calls many in one process.
module.exports = (conclude) => {
  const say = (call) =>
    conclude(call).then(
      (resolved) => ({ resolved }),
      (error) => ({ threw: { name: error.name, code: error.code, message: error.message, data: error.data } }),
    );
  if (!require.main.filename.endsWith("run-all.cjs"))
    say(JSON.parse(process.argv[2])).then((said) => console.log(JSON.stringify(said)));
  return say;
};
