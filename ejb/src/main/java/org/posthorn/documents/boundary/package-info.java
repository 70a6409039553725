/** What is written in documents that come as attachments. */
@NullMarked
package org.posthorn.documents.boundary;

import org.jspecify.annotations.NullMarked;
