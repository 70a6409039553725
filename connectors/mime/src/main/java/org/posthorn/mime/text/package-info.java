/** From octets of a part to text: transfer encodings, charsets, HTML, and text to search for. */
@NullMarked
package org.posthorn.mime.text;

import org.jspecify.annotations.NullMarked;
