/** The reader of documents with documents that want to end it. */
@NullMarked
package org.posthorn.documents.control;

import org.jspecify.annotations.NullMarked;
