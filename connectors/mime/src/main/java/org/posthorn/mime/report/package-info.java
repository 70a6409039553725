/** Reads reports of other servers about mail of ours. */
@NullMarked
package org.posthorn.mime.report;

import org.jspecify.annotations.NullMarked;
