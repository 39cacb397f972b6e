import { bytesOfBase64 } from '../../bytes/bytesOfBase64.ts';
import { type Av1Planes, chromaSize, type PlaneSamples } from '../avif/av1Planes.ts';
import type { Av1Image } from '../avif/avifPicture.ts';

/** Depth and sampling: what decoders treat in ways of their own. */
export type Av1Kind = Pick<Av1Planes, 'bitDepth' | 'sampling'>;

/** A picture, and the planes that every right decoder gives of it. */
export interface KnownAv1 {
  readonly image: Av1Image;
  readonly planes: Av1Planes;
}

/** Odd, so that the last sample of a colour plane stands for one pixel. */
const SIZE = { width: 13, height: 9 };
/** Between the planes' first numbers; more than the samples of a plane. */
const PLANE_STEP = 1000;

/** A picture of each kind, coded without loss by aomenc: its `av1C` payload, and its OBUs. */
const FILES: Readonly<Record<string, readonly [configuration: string, data: string]>> = {
  '8-420': [
    'gQAMAA==',
    'EgAKCRgM8jkgIaDQgDKEAhAAANCdXf0Y2k3/ckY4Q7i5OFdyYZziya+xd6zeVkjY6Nw5kYoV8tXJeZg1nND1gCn5uZuzkf074XLEI6hc0B4XRkcSBC0j3//0zd//+A8Th1QfnkM3rBS1um6wVoQP///90bKD1jywfzhPhJytwlGswUYcJOBx4k7nVXCjhM+SMDa1KF46ynQFkPVdoJ0seOFDktrK9iADjqs5kOGO1S2HgGXCDCgZQs/lAHXIPAotjYh81nyvQN7wbjk48pFpDnI9+8V62KroQfUHN30K0igm4SGtBeIKQFZZIl9YmlZS/jQTRoH1cXFXzR3MmTPJpcSE0eYZM7sOsyYBUXt2GReB/tRm',
  ],
  '8-422': [
    'gUAIAA==',
    'EgAKCFgM8jkgIaDSMuoCEAAA0J1d/RjaTf9yRjhDuLk4V2FTIXtO0jgwv9/RrwaiTlc97gVH3//1Ovn/+FW0JXgOfii2xxEhiGscSBr////90bKDyuwwfzhPhJytwlGswUYcJOBx4k7nHe1utOnopdUzUZihaG1yRDvC61bqDluSL+08XaZHEgR3Tf//YCjfBHAaO5tpzHcE/G9C177ZIZUE+08tJ//bVrzzQolcU8VFDGKev9R993mvGmKeKlsr7GTj2PZUbayP1ZgOjeC+TZ0Ad3W7W74YE8V4gr7JjUyRHzHLnbyqDlZvz01U14Tp6LH8tsX0PvUxi8YoHNj4gliufdo/doRH2T5OHOfhjTth0KrvE7gRB5axboIwlSM3nKWAsW2Npgwq5U76Gp+N7uUhX/7pfGZhbFuqPGkQStlNCvraCXqX66C6CoXb92GHzYwj1w5l0jssCmMuYNRzEzALdu6+X7dRahq3F2O2wCS1P/2qWytNwIA=',
  ],
  '8-444': [
    'gSAAAA==',
    'EgAKCDgM8jlAQ0GkMo4DEAAA0KOjzTyAP3FJf+kF9au+sK5/mh0oqWx/Ggh//////jL3322nNUd04R1PP43mXfkA6mUk2GZH6n8BpXk45VAKMXFPah0oQ0Cq784eif/////pDH2vgH36Z8UHxzaJvd174Z371d3Z374Z5Onq/K9qxfv3dRWBDxfpo57/VOqwgYSG5QKaykFpzdSqeM8amHzqV1A5pX8jdv06XWM9tGy1BcrDBFCS4SIzQGTHoJRvw5fs5yC1B3A7ngrZuuEK//3KXFiEoMpzNaFPtaYYLVVBfWMYLWWcOULQdhIHxeQYXL4+Kwe2KrwSHtdoJ0seOFDktrK9iADkIxONwMZBPgjaASnozielwIx6RdC/9ZT/ZLGaztnnGnG+fezROLMNNNMLLLMNMLM3+NFKRR96CLzP1Vdj9Txrj9VcanI1LqajaqhLd264kPU10RRLr0K7VB17gELWxbCv/pQhin3n18A7c8kXOSWCRk4LJQrdgZKZkp5024d13CpspHyQEk3ArLXAU4oUBIMaUxJ4nMA=',
  ],
  '8-400': [
    'gQAcAA==',
    'EgAKCBgM8jlgIaDUMnwQANCdXf0Y2k3/ckY4Q7i5OFdyYZziya+xd6zeVkjY6Nw5kYoV8tXJeZg1nND1gCn5uZuzkf074XLEI6hcsyz0sFCANM3VEQZf4oE944pV3r38JjvslVUuYzOMe0Vht9my8Tk6Pp6aeyVhrAxaWqNfJqkrqRqI33r11clA',
  ],
  '10-420': [
    'gQBMAA==',
    'EgAKCRgM8jmgIaDQgDK/AhAAANCdrHkaTaZP8JbIs225DF4rOf21A9YkzF1Lb9XaV9e19e0gWs3706/1qGh0r1X/9oJn4kWaCKWOqZZ+EY5id4bZDmMY6EOoy4P5knzH1HiSM7+TvuRgkeHv//xVkb/9XhBbaY5G84f9QhYIRsIR4asghGwXNb////V8varApxDrFvg9qT2pKnYe1JVLtKBVEHtSVNYYNSVRCRTb/w79gZbSlQnFpLSCpWluXvM8LeAe4cTOwR/QR406txxMiGhvChoEO6Qgkf6+fwy7q760YcGZ0DNzqTr4wZbNmyXl7iauGauGarsj1VazTJIAP6My9+qKRgQIP1Pp6uQtRRvRlm3c9TT4Q3L/oaKJynDOltzJvr0yvKz8BdzFCnRQW6he02fJjEw0giS+BYO0J3Zx9xNB/OB9fxVuNtYxA9A=',
  ],
  '10-422': [
    'gUBIAA==',
    'EgAKCFgM8jmQENBpMsIDEAAA0J2seRpNpk/wlsizbbkMXis5/bPT/hX7QoVXugyfb7fb7czslt3G1Rm6LV9//9l07f/kjSGsh0w5EEBqEO6SRaSTfVzpJFnd7f///4/b50hvNY5oeBzdpN2kE95u0gqeJbgpObtIJtQftIKTqCktRA//rTphZy1YRb6ijQBOnbdnJMMJKVLg4q3Gnsy6l9vFlad54tW1sJba7Bf//6bYDt/lHsCiQ4W2BUbfgcLbBUTvIff3uLFIwiDIcLl7d//ngk98noj93d1B3UHflY6g7qLWSDp1dF5EPkOoO6g8OMOb3uRGL0mz2RjVQF8AgzD9+Dvn4Oobq1YvWsSdGTrXCvXX4OpsJpoarkYTg8qwE08+08+1FGN/IM98Lo1wti2+7lCwwxnm7EmRTVaWwCLJ9JwI/aYBLo5XT6tIOnge3gcBaOIKoK9da7IXqUv+RMafTzOLKZtjEnjp749DtOVacFumuoOnwrEjVqVefH/kXLvF3mindXw5R7YRdhU6c2bf0qvBM4zt0pBK8UrxSpHIPDFw+jck5eOI2VZ/CfKxcY/SMaUhu6UXTr/sgmfG8VAoeBxFElILf/7v4iH4YNRA',
  ],
  '10-444': [
    'gSBAAA==',
    'EgAKCDgM8jnAQ0GkMuEDEAAA0KOjyx5S8UNr+/tW1C9gqalJA/iMjMOQoqhMgh2////////7VPVtJ7ezqS38KxIu6FnwrEiy9b9otAC7xLf0qGi0DRnmyXZqHw22Ns7XvLXvKrLQp92kh6VwzT/////9bqq8+jwi2wW7hGV2XnfG19+WGWwXlhlsF5YZlhlsF5YZiRqJaTKnLbve8aSfr0zOvspkrdf/mniqGy54RvQvjaIGwkgXxewKqzdTY9/HK/6yoFjy8RN9urfwob47it/SEIet/KLnwx5DGFW6V2u8NHzt5cc0J7xek6w2k/DUQeCUy+4wmaZnaMg////uJICbwEO7gDhXAEXIN5xPnE7/8HPXAEjUXwBHnE5kP/hBkgmSpbXq1sPY/CPQwL0KhYcH2pKSvbywCMYGMXM4H6ZpFyWAEMxvNd8QQLhXWDYkgfwczPLgwUU/mUp9xMYER8BMYm//l0V0JQU0bDo0dGw0bC6j7qP0bC6j86MNOkA9DBcgSzw/pdaJL3aoQ18XviS/X1c35blXU1QaSeyfgjXO6PvAiljGYIDYYoT0KdTM8BtEFDiUjho9LEuw+yBhHyoUCS0RlWHPfbEgCOz7/pAtO2KY9As/VeVNjBqZnl+Y2qlcbFDtK1wzjLdQZYFlQA==',
  ],
  '10-400': [
    'gQBcAA==',
    'EgAKCBgM8jngIaDUMpkBEADQnax5Gk2mT/CWyLNtuQxeKzn9tQPWJMxdS2/V2lfXtfXtIFrN+9Ov9ahodK9V//aCZ+JFmgiljqmWfhGOYneG2Q5jGOhDqMuD+ZJ8yHip3IEpklP5GlBs87mRvlWX0/9lEyLZQX+JZrzYG+Upuldfm9Xq9W+2XfHlCYIwpDZJemGOK4ednp8A8Ql/5/Tk85K8ERGhSK6A',
  ],
  '12-420': [
    'gUBsAA==',
    'EgAKCVgM8jnQENBuEDL4AhAAAM+0UHykln0/wP7qg6j4urTNrne0FsuC2E8snfyIHzUeZopJuhXF6FcRjLBtoHO/QN0JP//4lR+GontolRgyG6/IMQFhXwZy1TPVgfJ07D95FB7PiV9mW6f2Zf6+YM/5BlPsuHud6bz77//8raP//+JoRh7TOLYvRWC5SzicDfcsN9zERqgG+5YbmZv//////1eG3qwW8hGiyicDYxs+LHW6gjGz4sXQIwqLFujGz4sWX+rA2LFujSjjjADfkST1nmWAWeifNhGAbl2mIMVXmgzPcvn93+j235JqxZ9/ea+FHRW9zjceypE3sYp3QPHXvzdwgRK221L260qqRHZ7MhUMm4GqZJjs8qO++EdnbrWBsMt1YQ15TL9NGaY86COvDyveQvHIycLyZ3ZNnZNLjsoPphV2iXkJgMqBhL8oopnlNQpnA8c6vzKlFzWcrByo9PUIayCaj0b1RVgBMC6DSB8XQJoWLECPu9wRH3sTwF1idumPi4A=',
  ],
  '12-422': [
    'gUBoAA==',
    'EgAKCVgM8jnQENBsQDKSBBAAAM+0UHykln0/wP7qg6j4urTNrne0Fst+4VR+IdrdTBOHMQhg1Bjy0GPIkZe2QShegb4nv//0Wdn//5hueeAwxnl9Bi3k2YZtvBSm8FLhaJ7eClN2+R///////aMe+N9fpArrFt1McDjm8MrR9wOObwcljCW8G1wOObwZcjtTG8G1wxzn///jQQ4qaBWfEmCQOqbAwlI9dP/JP48gr8WU8MrAT6tjhXDca8JZZ24D4eTWO2dK844s/tAGt4m////98uNWvaBTPYkCowe7DgqMEtLuye4RJ7jHYiqz4xhNEq8UoxMVD/P///y+XRHDL9P09R/jDDI+f4wdso+I7ZgiDR7UR/2kToIeArzJwrw23DavD2xbmJlo1BC2bJtUW8RWXWlIYgbmMBczrVgSLLir6iwIY0W9ll6hIdjOOY/KmheP9cZwqxp8hjOknBlhpeS5CUyoYWuNBt4JYjx5K9JcTbfWx+C8Z8FCwkb3MZaZay7fw9nMkpSyfdTIWyrSo2yyw4y6NdALnQ98VkRJDfrGwti8lpw3MNlgPBulQiQXaelj8QBXuVWEY6wjLtPT7XiX/9WOkmkJ/vFZZtNPeVti8c8vHaCEj8NvPXwsdO5m04ARuZxEkgILIB49dMuTx2liuU2uWbSIcFncgEcZs23PvukCtkwrH2tF5D/e8KbM++Yu8JLpB1DR/9/gyjVKA0aI',
  ],
  '12-444': [
    'gUBgAA==',
    'EgAKCVgM8jnQENBogDKpBBAAANAmB4OmDpd0yO/o6fER0LudSTLXCy8K31Xu1Rmlnrx/H////////+PZX6OdFAKWugE6X9rj/a1pdhX9rj/a4BHG39rj9pX/oiIBOl/a5AGMsD7FWT1w0Xz+fWk6FYYHVhgTp+5zVu3KrULf/////6HzzEiNLI09Z+/X/w1/5z2P6su9/1P7tZ+/X/w1n79T+7X/w1n79T+7XNblLn6W8yIeKjjJUXsmd3cW///4d62EprZo/Vg5IjLUMTfKX+mzF9vcLPL8xEXdlDjK3WD9/AOmbFhC9+x/9DPf8sHZpG+uo3Yh8orqN0Lo81S/ivD+56Y2DrHiIUuXLdzBn/IMp9lw9zvT3qpbjPRLlUBlhbxARVMmf///M3fWGqAnwYKqgJxoCcaAnGoyWoeEqAm3SO9oCcaHhKjmznm0KHhKmVJTXrefKVhaQkJRLLxMwdPkQ3YugDagDtnkZxUR1dZFiy3yg4SLA6Skh6u9EnKuJdfLN6PChoxmTowvh94qnFGRQo//9Y45FNqr6jR3X7d6+7dfl3ehORe3r7t1+3evu3r7t1+3dft3r7t1+3eQJ19nW8PDjoJd4F6uHKJD1wIzK65UB6oDKSB5Agu6kG37bd9xa3Ihwt0wCVg8ytNqlcc9TtJc52YZ+pJQVkj+JgEMbyjkE/JYKBndnhP5DCwfwbRdIagcobp0ZB7iSG1LOadgw+POiU41fTy2zUYYayskJ4iWnqeP/yQ=',
  ],
  '12-400': [
    'gUB8AA==',
    'EgAKCFgM8jnwENBqMq8BEADPtFB8pJZ9P8D+6oOo+Lq0za53tBbLgthPLJ38iB81HmaKSboVxehXEYywbaBzv0DdCT//+JUfhqJ7aJUYMhuvyDEBYV8GctUz1YHydOw/eRQez4lfZlun9mX+qWqiP8k1zvK2aeF3iMled+RJPWeZYBZ6J82EYBuXaYgxVeaDM9y+f3f6PbfkmrFn395r4UpSoZKYrK6aZjz5NrW9507BpvT2o1GQhGDL4dHTww==',
  ],
};

/** Undefined for a kind that AV1 does not have. */
export function knownAv1({ bitDepth, sampling }: Av1Kind): KnownAv1 | undefined {
  const file = FILES[`${bitDepth}-${sampling}`];
  if (file === undefined) return undefined;
  const [configuration, data] = file;
  const chroma = chromaSize({ ...SIZE, sampling });
  const plane = (index: number, { width, height }: typeof SIZE) => noise(index, width * height, bitDepth);
  return {
    image: { ...SIZE, configuration: bytesOfBase64(configuration), data: bytesOfBase64(data) },
    planes: { ...SIZE, bitDepth, sampling, y: plane(0, SIZE), u: plane(1, chroma), v: plane(2, chroma) },
  };
}

/** What is in the planes: the upper bits of multiples of 2^32 divided by the golden ratio, which look like noise. */
function noise(plane: number, length: number, bitDepth: number): PlaneSamples {
  const samples = bitDepth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  return samples.map((_, index) => Math.imul(plane * PLANE_STEP + index + 1, 0x9e3779b1) >>> (32 - bitDepth));
}
