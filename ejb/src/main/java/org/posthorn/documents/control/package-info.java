/** Readers of document formats that trust nothing, and what they may use. */
@NullMarked
package org.posthorn.documents.control;

import org.jspecify.annotations.NullMarked;
