import { crc32, deflateRawSync } from 'node:zlib';

/** An archive of these files. `size` says another unpacked size of them than they have. */
export function zipped(
  files: Readonly<Record<string, string>>,
  { size, flags = 0 }: { size?: number; flags?: number } = {},
): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, place.subarray(0, 14), Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook out of the XML of its sheets' data, as other programs write it. */
export function rawWorkbook(
  sheets: Readonly<Record<string, { xml: string; state?: string }>>,
  more?: Parameters<typeof zipped>[1],
): Buffer {
  const listed = Object.entries(sheets);
  const tags = listed.map(
    ([name, { state }], n) =>
      `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  const targets = listed.map(
    (_, n) => `<Relationship Id="rId${n + 1}" Type="${office}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
  );
  return zipped(
    {
      'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${tags.join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join('')}</Relationships>`,
      ...Object.fromEntries(
        listed.map(([, { xml }], n) => [
          `xl/worksheets/sheet${n + 1}.xml`,
          `<?xml version="1.0"?><worksheet xmlns="${spreadsheet}">${xml}</worksheet>`,
        ]),
      ),
    },
    more,
  );
}
