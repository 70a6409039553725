/** The process that reads documents, seen from outside: how it is started, asked and killed. */
@NullMarked
package org.posthorn.documents.control;

import org.jspecify.annotations.NullMarked;
