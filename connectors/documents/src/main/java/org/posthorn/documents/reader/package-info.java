/**
 * The process that reads documents of strangers: started, fed and killed by the server, which loads
 * nothing of this but {@link org.posthorn.documents.reader.Frames} and {@link
 * org.posthorn.documents.reader.Formats}.
 */
@NullMarked
package org.posthorn.documents.reader;

import org.jspecify.annotations.NullMarked;
