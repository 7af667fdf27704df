// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML 1.0 into elements. Document types are not processed: no entity of the document's own is ever expanded and
/// nothing outside the text is read.
public final class Xml {

    private Xml() {}

    /// Reads a document in the encoding that it declares, or that its byte order mark tells.
    ///
    /// @throws SyntaxException when it is not well-formed, not in that encoding, or beyond the limits
    public static Element read(byte[] document) {
        return read(XmlEncoding.decode(document), Limits.DEFAULT);
    }

    /// Reads a document that has been decoded already.
    ///
    /// @throws SyntaxException as [#read(byte\[\])]
    public static Element read(String document) {
        return read(document, Limits.DEFAULT);
    }

    static Element read(String document, Limits limits) {
        try {
            return build(Factory.HARDENED.createXMLStreamReader(new StringReader(document)), limits);
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    /// Made when the first document is read: loading the JDK's parser costs tens of milliseconds.
    private static final class Factory {
        static final XMLInputFactory HARDENED = create();

        private static XMLInputFactory create() {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, false);
            factory.setProperty("jdk.xml.maxElementDepth", "0"); // ours is checked while the tree grows
            factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
                throw new XMLStreamException("nothing outside the document is read");
            });
            return factory;
        }
    }

    private static SyntaxException failure(XMLStreamException e) {
        Location at = e.getLocation();
        String message = e.getMessage() == null ? "not well-formed" : e.getMessage();
        int detail = message.indexOf("Message: ");
        if (detail >= 0) message = message.substring(detail + "Message: ".length());
        return at == null
                ? new SyntaxException(message, 0, 0)
                : new SyntaxException(message, Math.max(at.getLineNumber(), 0), Math.max(at.getColumnNumber(), 0));
    }

    /// An element whose end tag has not been read yet.
    private record Open(
            String name,
            Map<String, String> attributes,
            List<Element> children,
            StringBuilder text,
            int line,
            int column) {

        Element close() {
            return new Element(name, attributes, children, text.toString().strip(), line, column);
        }
    }

    private static Element build(XMLStreamReader reader, Limits limits) throws XMLStreamException {
        Deque<Open> open = new ArrayDeque<>();
        Element root = null;
        long count = 0;
        try {
            while (reader.hasNext()) {
                // the reader tells where an event ends, and that is where the next one starts
                Location end = reader.getLocation();
                int line = Math.max(end.getLineNumber(), 1);
                int column = Math.max(end.getColumnNumber(), 1);
                boolean afterText = reader.getEventType() == XMLStreamConstants.CHARACTERS;
                int event = reader.next();
                if (afterText && column > 1) column--; // the text ended when the reader saw the '<'
                limits.check(open.size(), ++count, line, column);
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (open.isEmpty()) {
                            // white space before the root is no event, so only the tag's end is known
                            line = reader.getLocation().getLineNumber();
                            column = 1;
                        }
                        open.push(new Open(
                                reader.getLocalName(),
                                attributes(reader),
                                new ArrayList<>(0),
                                new StringBuilder(),
                                line,
                                column));
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        Element done = open.pop().close();
                        if (open.isEmpty()) root = done;
                        else open.getFirst().children().add(done);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.getFirst()
                                    .text()
                                    .append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                        }
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new SyntaxException(
                                "the entity &%s; is the document's own and is not expanded"
                                        .formatted(reader.getLocalName()),
                                line,
                                column);
                    default -> {} // comments, processing instructions, the document type, white space
                }
            }
        } catch (XMLStreamException e) {
            throw e;
        } catch (RuntimeException e) {
            if (e instanceof SyntaxException) throw e;
            // the JDK's parser throws its own unchecked exceptions for some broken encodings and limits
            throw new SyntaxException(e.getMessage() == null ? "not well-formed" : e.getMessage(), 0, 0);
        } finally {
            reader.close();
        }
        if (root == null) throw new SyntaxException("no element", 1, 1);
        return root;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        int count = reader.getAttributeCount();
        if (count == 0) return Map.of();
        Map<String, String> attributes = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return Collections.unmodifiableMap(attributes);
    }
}
