/**
 * Writing ONNX models (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto) whose weights stay outside, in external
 * data. Only the messages that our graphs need; field numbers stand beside the fields.
 */
import { PbfWriter } from 'pbf';

export type TensorType = 'float' | 'uint8' | 'int32' | 'int64' | 'float16';

/** TensorProto.DataType. */
const TENSOR_TYPE: Readonly<Record<TensorType, number>> = { float: 1, uint8: 2, int32: 6, int64: 7, float16: 10 };
const BYTES_PER_ELEMENT: Readonly<Record<TensorType, number>> = { float: 4, uint8: 1, int32: 4, int64: 8, float16: 2 };

/** The number of bytes of a tensor. */
export function tensorByteLength(type: TensorType, shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, BYTES_PER_ELEMENT[type]);
}

export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] };

export interface OnnxNode {
  readonly opType: string;
  /** Empty for the standard operators. */
  readonly domain: string;
  readonly name: string;
  /** An empty name leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A graph input or output; a string in the shape names a size that is known at run time. */
export interface OnnxValue {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxInitializer {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly data:
    { readonly raw: Uint8Array } | { readonly location: string; readonly offset: number; readonly byteLength: number };
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** ONNX IR version 10 goes with opset 21. */
const IR_VERSION = 10;
const OPSET = 21;
/** onnxruntime's own operators. */
export const MICROSOFT_DOMAIN = 'com.microsoft';

/** A ModelProto's bytes. */
export function writeOnnxModel(graph: OnnxGraph): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, 'editreward-web');
  pbf.writeMessage(7, writeGraph, graph);
  pbf.writeMessage(8, writeOpset, { domain: '', version: OPSET });
  pbf.writeMessage(8, writeOpset, { domain: MICROSOFT_DOMAIN, version: 1 });
  return pbf.finish();
}

function writeOpset(opset: { domain: string; version: number }, pbf: PbfWriter): void {
  pbf.writeStringField(1, opset.domain);
  pbf.writeVarintField(2, opset.version);
}

function writeGraph(graph: OnnxGraph, pbf: PbfWriter): void {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, graph.name);
  for (const initializer of graph.initializers) pbf.writeMessage(5, writeInitializer, initializer);
  for (const input of graph.inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of graph.outputs) pbf.writeMessage(12, writeValueInfo, output);
}

function writeNode(node: OnnxNode, pbf: PbfWriter): void {
  for (const input of node.inputs) pbf.writeStringField(1, input);
  for (const output of node.outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(3, node.name);
  pbf.writeStringField(4, node.opType);
  for (const entry of Object.entries(node.attributes)) pbf.writeMessage(5, writeAttribute, entry);
  if (node.domain !== '') pbf.writeStringField(7, node.domain);
}

/** The type field (20) holds AttributeProto.AttributeType. */
function writeAttribute([name, attribute]: [string, Attribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  if ('int' in attribute) {
    pbf.writeVarintField(3, attribute.int);
    pbf.writeVarintField(20, 2);
  } else if ('float' in attribute) {
    pbf.writeFloatField(2, attribute.float);
    pbf.writeVarintField(20, 1);
  } else if ('string' in attribute) {
    pbf.writeBytesField(4, new TextEncoder().encode(attribute.string));
    pbf.writeVarintField(20, 3);
  } else {
    for (const value of attribute.ints) pbf.writeVarintField(8, value);
    pbf.writeVarintField(20, 7);
  }
}

function writeInitializer(initializer: OnnxInitializer, pbf: PbfWriter): void {
  for (const size of initializer.shape) pbf.writeVarintField(1, size);
  pbf.writeVarintField(2, TENSOR_TYPE[initializer.type]);
  pbf.writeStringField(8, initializer.name);
  const { data } = initializer;
  if ('raw' in data) {
    pbf.writeBytesField(9, data.raw);
    return;
  }
  const external = { location: data.location, offset: String(data.offset), length: String(data.byteLength) };
  for (const entry of Object.entries(external)) pbf.writeMessage(13, writeStringEntry, entry);
  pbf.writeVarintField(14, 1);
}

function writeStringEntry([key, value]: [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeValueInfo(value: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, value.name);
  pbf.writeMessage(2, writeType, value);
}

function writeType(value: OnnxValue, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensorType, value);
}

function writeTensorType(value: OnnxValue, pbf: PbfWriter): void {
  pbf.writeVarintField(1, TENSOR_TYPE[value.type]);
  pbf.writeMessage(2, writeShape, value.shape);
}

function writeShape(shape: readonly (number | string)[], pbf: PbfWriter): void {
  for (const size of shape) pbf.writeMessage(1, writeDimension, size);
}

function writeDimension(size: number | string, pbf: PbfWriter): void {
  if (typeof size === 'number') pbf.writeVarintField(1, size);
  else pbf.writeStringField(2, size);
}
