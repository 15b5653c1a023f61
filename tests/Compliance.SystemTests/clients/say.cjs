// Every client script ends here: what the client itself concluded, as one JSON line.
module.exports = (conclude) =>
  conclude(JSON.parse(process.argv[2])).then(
    (resolved) => console.log(JSON.stringify({ resolved })),
    (error) => console.log(JSON.stringify({ threw: { name: error.name, code: error.code, message: error.message, data: error.data } })),
  );
