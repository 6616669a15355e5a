package org.portalvoip.parameters;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The parameters that count, without 328, as a file that the screen and REST take. */
@WebServlet("/admin/parameters.json")
public class ParametersExport extends HttpServlet {
    @Inject
    transient Parameters parameters;

    @Inject
    transient FixedParameters fixed;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String file = ParametersJson.file(parameters.rows(), fixed);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"voip-parameters.json\"");
        response.getWriter().write(file);
    }
}
