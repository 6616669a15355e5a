package org.portalvoip.history;

import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;

/** A number that an address of ours contains. */
public final class AddressNumber {
    private AddressNumber() {}

    /** Empty when there is none, or it is not one that we would have written. */
    public static OptionalLong of(HttpServletRequest request, String parameter) {
        String text = request.getParameter(parameter);
        return text != null && text.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
